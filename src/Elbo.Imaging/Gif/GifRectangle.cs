namespace Elbo.Imaging;

/// <summary>The part of the screen that a frame draws anew.</summary>
internal readonly record struct GifRectangle(int X, int Y, int Width, int Height)
{
    /// <summary>The smallest that holds every difference; one pixel where there is none, because a frame cannot be empty.</summary>
    public static GifRectangle Changed(ReadOnlySpan<byte> before, ReadOnlySpan<byte> after, int width)
    {
        int first = before.CommonPrefixLength(after);
        if (first == after.Length)
            return new GifRectangle(0, 0, 1, 1);
        int top = first / width, bottom = top, left = width, right = 0;
        for (int y = top; y < after.Length / width; y++)
        {
            ReadOnlySpan<byte> old = before.Slice(y * width, width), row = after.Slice(y * width, width);
            int start = old.CommonPrefixLength(row);
            if (start == width)
                continue;
            int end = width;
            while (old[end - 1] == row[end - 1])
                end--;
            (bottom, left, right) = (y, Math.Min(left, start), Math.Max(right, end));
        }
        return new GifRectangle(left, top, right - left, bottom + 1 - top);
    }

    /// <summary>Copies its part of a screen of the given width, row after row, to the beginning of <paramref name="room"/> and returns that.</summary>
    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> screen, int width, Span<byte> room)
    {
        for (int y = 0; y < Height; y++)
            screen.Slice((Y + y) * width + X, Width).CopyTo(room[(y * Width)..]);
        return room[..(Width * Height)];
    }
}
