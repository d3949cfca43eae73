using System.IO.Compression;

namespace Elbo.Imaging.Tests;

/// <summary>
/// A plain PNG encoder for what the product never writes: any colour type, depth, interlacing and filter.
/// It shares only the chunk framing with the product, so that a mistake in one is not repeated in the other.
/// </summary>
internal sealed class OddPng(int width, int height, int depth, int colour, bool interlaced)
{
    public int Samples { get; } = colour switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };

    /// <summary>Raw samples by row, pixel, channel.</summary>
    public int[,,] Values { get; private set; } = new int[0, 0, 0];

    public byte[]? Palette { get; set; }

    public byte[]? Transparency { get; set; }

    public OddPng Fill(Random random)
    {
        Values = new int[height, width, Samples];
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++)
                for (int s = 0; s < Samples; s++)
                    Values[y, x, s] = random.Next(Palette is null ? 1 << depth : Palette.Length / 3);
        return this;
    }

    public byte[] Encode(Random random, int dataChunk = int.MaxValue)
    {
        using var file = new MemoryStream();
        file.Write(PngChunk.Signature);
        PngChunk.Write(file, "IHDR"u8, Header(width, height, depth, colour, interlaced));
        if (Palette is not null)
            PngChunk.Write(file, "PLTE"u8, Palette);
        if (Transparency is not null)
            PngChunk.Write(file, "tRNS"u8, Transparency);
        PngChunk.Write(file, "tEXt"u8, "Comment\0ignored"u8);
        byte[] data = Compress(Rows(random));
        for (int at = 0; at < data.Length; at += Math.Min(dataChunk, data.Length - at))
            PngChunk.Write(file, "IDAT"u8, data.AsSpan(at, Math.Min(dataChunk, data.Length - at)));
        PngChunk.Write(file, "IEND"u8, []);
        return file.ToArray();
    }

    public static byte[] Header(int width, int height, int depth, int colour, bool interlaced) =>
    [
        (byte)(width >> 24), (byte)(width >> 16), (byte)(width >> 8), (byte)width,
        (byte)(height >> 24), (byte)(height >> 16), (byte)(height >> 8), (byte)height,
        (byte)depth, (byte)colour, 0, 0, (byte)(interlaced ? 1 : 0),
    ];

    public static byte[] Compress(byte[] data)
    {
        using var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
            zlib.Write(data);
        return compressed.ToArray();
    }

    private byte[] Rows(Random random)
    {
        var bytes = new List<byte>();
        for (int pass = 0; pass < (interlaced ? 7 : 1); pass++)
        {
            byte[]? above = null;
            for (int y = 0; y < height; y++)
            {
                var bits = new List<int>();
                for (int x = 0; x < width; x++)
                    if (!interlaced || PassOf(x, y) == pass)
                        for (int s = 0; s < Samples; s++)
                            for (int bit = depth - 1; bit >= 0; bit--)
                                bits.Add((Values[y, x, s] >> bit) & 1);
                if (bits.Count == 0)
                    continue;
                byte[] row = new byte[(bits.Count + 7) / 8];
                for (int i = 0; i < bits.Count; i++)
                    row[i / 8] |= (byte)(bits[i] << (7 - i % 8));
                int filter = random.Next(5);
                bytes.Add((byte)filter);
                bytes.AddRange(Filter(filter, row, above ?? new byte[row.Length], Math.Max(1, Samples * depth / 8)));
                above = row;
            }
        }
        return [.. bytes];
    }

    /// <summary>The pass of a pixel, read off the 8×8 drawing in the standard.</summary>
    private static int PassOf(int x, int y) => Lattice[y % 8][x % 8] - '1';

    private static readonly string[] Lattice =
        ["16462646", "77777777", "56565656", "77777777", "36463646", "77777777", "56565656", "77777777"];

    private static byte[] Filter(int filter, byte[] row, byte[] above, int distance)
    {
        var result = new byte[row.Length];
        for (int i = 0; i < row.Length; i++)
        {
            int a = i < distance ? 0 : row[i - distance], b = above[i], c = i < distance ? 0 : above[i - distance];
            result[i] = (byte)(row[i] - filter switch { 0 => 0, 1 => a, 2 => b, 3 => (a + b) / 2, _ => Paeth(a, b, c) });
        }
        return result;
    }

    private static int Paeth(int a, int b, int c)
    {
        int p = a + b - c, pa = Math.Abs(p - a), pb = Math.Abs(p - b), pc = Math.Abs(p - c);
        return pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
    }
}
