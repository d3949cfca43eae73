using System.Buffers.Binary;
using System.IO.Compression;

namespace Elbo.Formats;

/// <summary>An array that NumPy saved, its values in the order of rows.</summary>
internal sealed class NpyArray
{
    private const int Piece = 1 << 20, MostEntries = 1000;

    private readonly NpyHeader header;
    private readonly byte[] bytes;
    private readonly int[] strides;

    private NpyArray(string name, NpyHeader header, byte[] bytes)
    {
        (Name, this.header, this.bytes) = (name, header, bytes);
        strides = new int[Shape.Length];
        int next = 1;
        for (int i = 0; i < Shape.Length; i++)
        {
            int d = header.Fortran ? i : Shape.Length - 1 - i;
            (strides[d], next) = (next, next * Shape[d]);
        }
    }

    /// <summary>What to call it.</summary>
    public string Name { get; }

    /// <summary>The extents, outermost first.</summary>
    public int[] Shape => header.Shape;

    /// <summary>Number of values.</summary>
    public int Count => bytes.Length / header.Size;

    /// <summary>Whether the values are bytes or truth values.</summary>
    public bool IsBytes => header is { Size: 1, Kind: 'u' or 'b' };

    /// <summary>Whether the values are whole numbers.</summary>
    public bool IsWhole => header.Kind != 'f';

    /// <summary>Reads one array.</summary>
    /// <exception cref="ElboException">It is damaged, or holds what no model can be given.</exception>
    public static NpyArray Read(Stream stream, string name)
    {
        try
        {
            var header = NpyHeader.Read(stream, name);
            long needed = (long)header.Count * header.Size;
            if (needed > Array.MaxLength) throw new ElboException($"{name} holds {needed / 1e9:N1} GB, more than can be read at once; divide it.");
            // In pieces: what the header promises need not be there.
            var bytes = new byte[Math.Min(needed, Piece)];
            for (int filled = 0; filled < needed;)
            {
                if (filled == bytes.Length) Array.Resize(ref bytes, (int)Math.Min(needed, 2L * filled));
                int read = stream.Read(bytes.AsSpan(filled));
                if (read == 0) throw new ElboException($"{name} ends after {filled:N0} of the {needed:N0} bytes of its values; it is damaged, save it again.");
                filled += read;
            }
            return new(name, header, bytes);
        }
        catch (Exception cause) when (cause is InvalidDataException or EndOfStreamException)
        {
            throw new ElboException($"{name} is damaged and cannot be unpacked; save it again.", cause);
        }
    }

    /// <summary>The arrays of a .npz archive by their names, those that are wanted.</summary>
    /// <param name="stream">The archive.</param>
    /// <param name="name">What to call it.</param>
    /// <param name="wanted">Whether an array is read, by its name.</param>
    public static Dictionary<string, NpyArray> ReadAll(Stream stream, string name, Func<string, bool> wanted)
    {
        try
        {
            using var archive = new ZipArchive(stream, ZipArchiveMode.Read);
            if (archive.Entries.Count > MostEntries) throw new ElboException($"{name} holds more than {MostEntries} arrays; give one of fewer.");
            var arrays = new Dictionary<string, NpyArray>(StringComparer.Ordinal);
            foreach (var entry in archive.Entries)
            {
                if (!entry.FullName.EndsWith(".npy", StringComparison.Ordinal) || !wanted(entry.FullName[..^4])) continue;
                using var content = entry.Open();
                arrays[entry.FullName[..^4]] = Read(content, $"{name}/{Quoted.Line(entry.FullName)}");
            }
            return arrays;
        }
        catch (Exception cause) when (cause is InvalidDataException or EndOfStreamException or NotSupportedException or ArgumentException or IOException)
        {
            throw new ElboException($"{name} is no archive of arrays, or a damaged one; give a .npz file that numpy.savez wrote.", cause);
        }
    }

    /// <summary>A value by its number in the order of rows.</summary>
    public double this[int index]
    {
        get
        {
            int at = index;
            if (header.Fortran)
            {
                at = 0;
                for (int d = Shape.Length - 1; d >= 0; d--)
                {
                    at += index % Shape[d] * strides[d];
                    index /= Shape[d];
                }
            }
            return Value(bytes.AsSpan(at * header.Size, header.Size));
        }
    }

    private double Value(ReadOnlySpan<byte> value)
    {
        if (header.Size == 1) return header.Kind == 'i' ? (sbyte)value[0] : header.Kind == 'b' ? Math.Min(value[0], (byte)1) : value[0];
        ulong bits = (header.Size, header.BigEndian) switch
        {
            (2, false) => BinaryPrimitives.ReadUInt16LittleEndian(value),
            (2, true) => BinaryPrimitives.ReadUInt16BigEndian(value),
            (4, false) => BinaryPrimitives.ReadUInt32LittleEndian(value),
            (4, true) => BinaryPrimitives.ReadUInt32BigEndian(value),
            (_, false) => BinaryPrimitives.ReadUInt64LittleEndian(value),
            _ => BinaryPrimitives.ReadUInt64BigEndian(value),
        };
        return (header.Kind, header.Size) switch
        {
            ('f', 4) => BitConverter.UInt32BitsToSingle((uint)bits),
            ('f', _) => BitConverter.UInt64BitsToDouble(bits),
            ('i', 2) => (short)bits,
            ('i', 4) => (int)bits,
            ('i', _) => (long)bits,
            _ => bits,
        };
    }
}
