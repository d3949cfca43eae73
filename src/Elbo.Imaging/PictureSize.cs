using System.Buffers.Binary;

namespace Elbo.Imaging;

/// <summary>Reads off a PNG or JPEG file's header how large the picture is to be, without decoding it.</summary>
public static class PictureSize
{
    /// <summary>Width × height as the header claims, or null where none is found in the usual place.</summary>
    public static long? Pixels(ReadOnlySpan<byte> file)
    {
        if (file.StartsWith(PngChunk.Signature))
            return file.Length < 24 ? null : (long)BinaryPrimitives.ReadUInt32BigEndian(file[16..]) * BinaryPrimitives.ReadUInt32BigEndian(file[20..]);
        if (!file.StartsWith((ReadOnlySpan<byte>)[0xFF, JpegMarker.StartOfImage]))
            return null;
        // As the reader goes from marker to marker: a file must not claim one size here and decode to another there.
        for (int at = 2; JpegMarker.Next(file, ref at) is not 0 and var marker;)
        {
            if (marker is >= 0xC0 and <= 0xCF and not (JpegMarker.HuffmanTables or 0xC8 or JpegMarker.ArithmeticConditions)) // a frame
                return file.Length < at + 7 ? null : (long)BinaryPrimitives.ReadUInt16BigEndian(file[(at + 3)..]) * BinaryPrimitives.ReadUInt16BigEndian(file[(at + 5)..]);
            if (JpegMarker.HasSegment(marker) && !JpegMarker.TrySegment(file, ref at, out _))
                return null;
        }
        return null;
    }
}
