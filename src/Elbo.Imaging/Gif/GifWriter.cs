using System.Buffers;
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

        int pixels = width * height;
        byte[] shown = ArrayPool<byte>.Shared.Rent(pixels), next = ArrayPool<byte>.Shared.Rent(pixels), room = ArrayPool<byte>.Shared.Rent(pixels);
        bool first = true;
        foreach (Pixmap frame in frames)
        {
            palette.Map(frame, next.AsSpan(0, pixels));
            GifRectangle part = first ? new GifRectangle(0, 0, width, height) : GifRectangle.Changed(shown.AsSpan(0, pixels), next.AsSpan(0, pixels), width);
            // Control: leave the frame standing, wait; then the picture's place.
            stream.Write([0x21, 0xF9, 4, 1 << 2, (byte)hundredths, (byte)(hundredths >> 8), 0, 0]);
            stream.WriteByte(0x2C);
            WriteWords(stream, part.X, part.Y, part.Width, part.Height);
            stream.Write([0, (byte)palette.CodeBits]);
            GifLzw.Write(part.Of(next, width, room), palette.CodeBits, stream);
            (shown, next, first) = (next, shown, false);
        }
        foreach (byte[] rented in new[] { shown, next, room })
            ArrayPool<byte>.Shared.Return(rented);
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
}
