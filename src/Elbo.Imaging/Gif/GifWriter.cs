using System.Buffers.Binary;

namespace Elbo.Imaging;

/// <summary>Writes the blocks of a GIF file; after the first frame only the rectangle that changed.</summary>
internal static class GifWriter
{
    public static void Write(GifFrames frames, Stream stream, int hundredths)
    {
        (int width, int height) = (frames.Width, frames.Height);
        GifPalette palette = GifPalette.Of(frames);
        stream.Write("GIF89a"u8);
        WriteScreen(stream, width, height, palette);
        stream.Write([0x21, 0xFF, 11]);
        stream.Write("NETSCAPE2.0"u8);
        stream.Write([3, 1, 0, 0, 0]); // repeat for ever

        byte[] shown = new byte[width * height], next = new byte[shown.Length];
        using var data = new MemoryStream();
        bool first = true;
        foreach (Pixmap frame in frames)
        {
            palette.Map(frame, next);
            GifRectangle part = first ? new GifRectangle(0, 0, width, height) : GifRectangle.Changed(shown, next, width);
            // Control: leave the frame standing, wait; then the picture's place.
            stream.Write([0x21, 0xF9, 4, 1 << 2, (byte)hundredths, (byte)(hundredths >> 8), 0, 0]);
            stream.WriteByte(0x2C);
            WriteWords(stream, part.X, part.Y, part.Width, part.Height);
            stream.Write([0, (byte)palette.CodeBits]);
            data.SetLength(0);
            GifLzw.Write(part.Of(next, width), palette.CodeBits, data);
            WriteSubBlocks(stream, data.GetBuffer().AsSpan(0, (int)data.Length));
            (shown, next, first) = (next, shown, false);
        }
        stream.WriteByte(0x3B);
    }

    private static void WriteScreen(Stream stream, int width, int height, GifPalette palette)
    {
        WriteWords(stream, width, height);
        // A global palette of 2^(n+1) colours with eight bits a channel; background 0; square pixels.
        stream.Write([(byte)(0x80 | 0x70 | (palette.TableBits - 1)), 0, 0]);
        byte[] table = new byte[3 << palette.TableBits];
        palette.Colours.CopyTo(table);
        stream.Write(table);
    }

    private static void WriteWords(Stream stream, params ReadOnlySpan<int> values)
    {
        Span<byte> word = stackalloc byte[2];
        foreach (int value in values)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(word, (ushort)value);
            stream.Write(word);
        }
    }

    private static void WriteSubBlocks(Stream stream, ReadOnlySpan<byte> data)
    {
        for (; data.Length > 0; data = data[Math.Min(255, data.Length)..])
        {
            ReadOnlySpan<byte> block = data[..Math.Min(255, data.Length)];
            stream.WriteByte((byte)block.Length);
            stream.Write(block);
        }
        stream.WriteByte(0);
    }
}
