using System.Buffers.Binary;

namespace Elbo.Imaging;

/// <summary>The one thing wanted of a camera's notes (CIPA DC-008, Exif): how the picture is to be turned.</summary>
internal static class Exif
{
    private const ushort OrientationTag = 0x0112, ShortType = 3, LongType = 4;

    private static ReadOnlySpan<byte> Signature => "Exif\0\0"u8;

    public static bool Is(ReadOnlySpan<byte> segment) => segment.StartsWith(Signature);

    /// <summary>The orientation, 1 to 8; 1, upright, where the notes do not tell or make no sense.</summary>
    public static int Orientation(ReadOnlySpan<byte> segment)
    {
        ReadOnlySpan<byte> tiff = segment[Signature.Length..];
        bool isLittle = tiff.StartsWith("II"u8);
        if (tiff.Length < 8 || !isLittle && !tiff.StartsWith("MM"u8) || Short(tiff[2..], isLittle) != 42)
            return 1;
        uint directory = Long(tiff[4..], isLittle);
        if (directory > tiff.Length - 2)
            return 1;
        ReadOnlySpan<byte> entries = tiff[(int)directory..];
        int count = Short(entries, isLittle);
        for (entries = entries[2..]; count > 0 && entries.Length >= 12; entries = entries[12..], count--)
            if (Short(entries, isLittle) == OrientationTag)
                return Value(entries, isLittle) is >= 1 and <= 8 and var value ? (int)value : 1;
        return 1;
    }

    // A short is what it should be; some programs write a long.
    private static uint Value(ReadOnlySpan<byte> entry, bool isLittle) => Short(entry[2..], isLittle) switch
    {
        ShortType => Short(entry[8..], isLittle),
        LongType => Long(entry[8..], isLittle),
        _ => 0,
    };

    private static uint Long(ReadOnlySpan<byte> bytes, bool isLittle) =>
        isLittle ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes);

    private static ushort Short(ReadOnlySpan<byte> bytes, bool isLittle) =>
        isLittle ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);
}
