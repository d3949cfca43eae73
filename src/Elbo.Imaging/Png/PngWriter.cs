using System.IO.Compression;

namespace Elbo.Imaging;

/// <summary>Writes 8-bit grey, RGB or RGBA, each row with the filter whose residuals are smallest.</summary>
internal static class PngWriter
{
    private const int ChunkBytes = 64 << 10;

    public static void Write(Pixmap picture, Stream stream)
    {
        PngColour colour = picture.Channels switch { 1 => PngColour.Grey, 3 => PngColour.Rgb, _ => PngColour.Rgba };
        Span<byte> header = stackalloc byte[PngHeader.Length];
        new PngHeader(picture.Width, picture.Height, Depth: 8, colour, Interlaced: false).WriteTo(header);

        stream.Write(PngChunk.Signature);
        PngChunk.Write(stream, "IHDR"u8, header);
        using (var chunks = new BufferedStream(new PngDataStream(stream), ChunkBytes))
        using (var data = new ZLibStream(chunks, CompressionLevel.Optimal))
            WriteRows(picture, data);
        PngChunk.Write(stream, "IEND"u8, []);
    }

    private static void WriteRows(Pixmap picture, ZLibStream data)
    {
        int length = picture.Stride;
        byte[] best = new byte[1 + length], candidate = new byte[1 + length];
        ReadOnlySpan<byte> above = new byte[length];
        for (int y = 0; y < picture.Height; y++)
        {
            ReadOnlySpan<byte> row = picture.Row(y);
            long smallest = long.MaxValue;
            for (int filter = 0; filter < PngFilters.Count; filter++)
            {
                candidate[0] = (byte)filter;
                long sum = PngFilters.Apply(filter, row, above, picture.Channels, candidate.AsSpan(1));
                if (sum < smallest)
                {
                    smallest = sum;
                    (best, candidate) = (candidate, best);
                }
            }
            data.Write(best);
            above = row;
        }
    }
}
