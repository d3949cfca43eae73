using System.Buffers.Binary;
using System.Buffers.Text;

namespace Elbo.Explorer.Export;

/// <summary>Weights as elements of base 64, none so large that a browser would have to hold all of them in one string.</summary>
internal static class WeightChunks
{
    /// <summary>Halves of one element: bytes in a multiple of three, so that only the last one is padded.</summary>
    private const int Chunk = 3 << 19;

    private static readonly byte[] Before = "<script type=\"text/plain\" class=\"weights\">"u8.ToArray(), After = "</script>\n"u8.ToArray();

    /// <summary>Bytes that <see cref="Write"/> writes.</summary>
    public static long Length(long count)
    {
        long whole = count / Chunk, rest = count % Chunk;
        return (whole * (Before.Length + After.Length + (Chunk * 2L / 3 * 4))) + (rest == 0 ? 0 : Before.Length + After.Length + (((rest * 2) + 2) / 3 * 4));
    }

    public static void Write(Stream output, DecoderLayers layers)
    {
        var halves = new Half[(int)Math.Min(Chunk, Math.Max(1, layers.Count))];
        byte[] bytes = new byte[halves.Length * 2], text = new byte[(bytes.Length + 2) / 3 * 4];
        int filled = 0;
        foreach (var tensor in layers.Tensors)
        {
            for (int start = 0; start < tensor.Count;)
            {
                int count = Math.Min(tensor.Count - start, halves.Length - filled);
                tensor.Read(start, halves.AsSpan(filled, count));
                (start, filled) = (start + count, filled + count);
                if (filled == halves.Length) Flush();
            }
        }
        if (filled > 0) Flush();

        void Flush()
        {
            for (int i = 0; i < filled; i++) BinaryPrimitives.WriteHalfLittleEndian(bytes.AsSpan(2 * i), halves[i]);
            Base64.EncodeToUtf8(bytes.AsSpan(0, 2 * filled), text, out _, out int written);
            output.Write(Before);
            output.Write(text, 0, written);
            output.Write(After);
            filled = 0;
        }
    }
}
