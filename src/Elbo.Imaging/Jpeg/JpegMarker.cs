using System.Buffers.Binary;

namespace Elbo.Imaging;

/// <summary>The two-byte codes that part a JPEG file, and the segments behind them.</summary>
internal static class JpegMarker
{
    public const byte
        Baseline = 0xC0, Extended = 0xC1, Progressive = 0xC2, HuffmanTables = 0xC4, ArithmeticConditions = 0xCC,
        FirstRestart = 0xD0, LastRestart = 0xD7, StartOfImage = 0xD8, EndOfImage = 0xD9, StartOfScan = 0xDA,
        QuantisationTables = 0xDB, NumberOfLines = 0xDC, RestartInterval = 0xDD, Hierarchical = 0xDE, Expand = 0xDF,
        App0 = 0xE0, App1 = 0xE1, App14 = 0xEE, App15 = 0xEF, Comment = 0xFE;

    /// <summary>Finds the next marker at or behind <paramref name="at"/>, passing over whatever is between, and moves behind it.</summary>
    /// <returns>Its second byte, or 0 where the file ends first.</returns>
    public static byte Next(ReadOnlySpan<byte> file, ref int at)
    {
        while (at < file.Length)
        {
            int skip = file[at..].IndexOf((byte)0xFF);
            if (skip < 0)
                break;
            at += skip;
            while (at < file.Length && file[at] == 0xFF) // any number of them may fill the space before a marker
                at++;
            if (at < file.Length && file[at++] is var code and not 0) // 0: an entropy-coded 0xFF, no marker
                return code;
        }
        at = file.Length;
        return 0;
    }

    /// <summary>The bytes behind the length field at <paramref name="at"/>, which moves behind them.</summary>
    public static ReadOnlySpan<byte> Segment(ReadOnlySpan<byte> file, ref int at) => TrySegment(file, ref at, out var segment)
        ? segment
        : throw new InvalidDataException($"The JPEG file ends inside the segment at byte {at}, or its length is wrong; it is damaged.");

    /// <summary>The same, or false where the file ends before them or their length is wrong.</summary>
    public static bool TrySegment(ReadOnlySpan<byte> file, ref int at, out ReadOnlySpan<byte> segment)
    {
        ReadOnlySpan<byte> rest = file[at..];
        int length = rest.Length < 2 ? 0 : BinaryPrimitives.ReadUInt16BigEndian(rest);
        bool isWhole = length >= 2 && length <= rest.Length;
        segment = isWhole ? rest[2..length] : [];
        at += isWhole ? length : 0;
        return isWhole;
    }

    /// <summary>Whether a length and bytes belong to it. Restart markers, which may trail a scan, have none.</summary>
    public static bool HasSegment(byte marker) => marker is not (0x01 or >= FirstRestart and <= EndOfImage);

    /// <summary>A start of frame that is none of the three kinds read here: what it is; null for other markers.</summary>
    public static string? UnsupportedFrame(byte marker) => marker switch
    {
        0xC3 => "lossless",
        0xC5 or 0xC6 or 0xC7 or Hierarchical or Expand => "hierarchical",
        0xC9 or 0xCA => "arithmetic-coded",
        0xCB => "lossless and arithmetic-coded",
        0xCD or 0xCE or 0xCF => "hierarchical and arithmetic-coded",
        0xF7 => "JPEG-LS",
        _ => null,
    };
}
