namespace Elbo.Imaging;

/// <summary>Turns a picture upright by its Exif orientation.</summary>
internal static class Orientation
{
    /// <param name="picture">As stored; it is given back itself where nothing is to be done.</param>
    /// <param name="orientation">1 upright; 2, 4 mirrored left-right, top-bottom; 3 upside down; 6, 8 to be turned right, left; 5, 7 mirrored about a diagonal.</param>
    public static Pixmap Apply(Pixmap picture, int orientation)
    {
        if (orientation == 1)
            return picture;
        bool swaps = orientation >= 5, fromRight = orientation is 2 or 3 or 7 or 8, fromBottom = orientation is 3 or 4 or 6 or 7;
        int channels = picture.Channels, stride = picture.Stride;
        var upright = new Pixmap(swaps ? picture.Height : picture.Width, swaps ? picture.Width : picture.Height, channels);
        // From the stored pixel of the first upright one, these steps lead to its neighbours on the right and below.
        int start = (fromBottom ? (picture.Height - 1) * stride : 0) + (fromRight ? stride - channels : 0);
        int across = fromRight ? -channels : channels, down = fromBottom ? -stride : stride;
        (int right, int below) = swaps ? (down, across) : (across, down);
        ReadOnlySpan<byte> stored = picture.Pixels;
        for (int y = 0; y < upright.Height; y++)
        {
            Span<byte> row = upright.Row(y);
            int from = start + y * below;
            for (int to = 0; to < row.Length; to += channels, from += right)
                stored.Slice(from, channels).CopyTo(row[to..]);
        }
        return upright;
    }
}
