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
        for (int at = 2; at + 9 <= file.Length && file[at] == 0xFF;)
        {
            byte marker = file[at + 1];
            if (marker == 0xFF) // fill
                at++;
            else if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC)) // a frame
                return (long)BinaryPrimitives.ReadUInt16BigEndian(file[(at + 5)..]) * BinaryPrimitives.ReadUInt16BigEndian(file[(at + 7)..]);
            else
                at += 2 + BinaryPrimitives.ReadUInt16BigEndian(file[(at + 2)..]);
        }
        return null;
    }
}
