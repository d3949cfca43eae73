using System.Runtime.InteropServices;
using System.Text;
using Elbo.Runs;

namespace Elbo.Formats;

/// <summary>Writes arrays for NumPy.</summary>
/// <remarks>NumPy Enhancement Proposal 1, version 1.0 of the format: a magic word, a header as a Python literal, the raw values.</remarks>
public static class Npy
{
    private const int Alignment = 64;

    /// <summary>Writes a table of little-endian floats.</summary>
    /// <param name="path">The file, replaced only when all is on disk.</param>
    /// <param name="values"><c>[rows][columns]</c>.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="columns">Numbers in a row.</param>
    /// <exception cref="ArgumentException">The values are not that many.</exception>
    /// <exception cref="ElboException">The file cannot be written.</exception>
    public static void Save(string path, float[] values, int rows, int columns)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Length != (long)rows * columns)
            throw new ArgumentException($"{values.Length} values are not {rows} rows of {columns}.", nameof(values));
        string header = $"{{'descr': '<f4', 'fortran_order': False, 'shape': ({rows}, {columns}), }}";
        const int Before = 10;
        int length = (Before + header.Length + Alignment) / Alignment * Alignment;
        byte[] start = [0x93, .. "NUMPY"u8, 1, 0, (byte)((length - Before) & 255), (byte)((length - Before) >> 8), .. Encoding.ASCII.GetBytes(header.PadRight(length - Before - 1)), (byte)'\n'];
        AtomicFile.Write(path, stream =>
        {
            stream.Write(start);
            if (BitConverter.IsLittleEndian)
            {
                stream.Write(MemoryMarshal.AsBytes<float>(values));
                return;
            }
            var bytes = new byte[sizeof(float)];
            foreach (float value in values)
            {
                System.Buffers.Binary.BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
                stream.Write(bytes);
            }
        });
    }
}
