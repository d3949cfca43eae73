namespace Elbo.Imaging;

/// <summary>An 8-bit picture: rows from the top, pixels from the left, channels interleaved.</summary>
public sealed class Pixmap
{
    /// <summary>A black (and, with alpha, transparent) picture.</summary>
    /// <inheritdoc cref="Pixmap(int, int, int, byte[])"/>
    public Pixmap(int width, int height, int channels)
        : this(width, height, channels, new byte[ByteCount(width, height, channels)]) { }

    /// <summary>A picture over <paramref name="pixels"/>, which is kept, not copied.</summary>
    /// <param name="width">Pixels in a row, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="channels">1 grey, 3 red-green-blue, 4 red-green-blue-alpha (not premultiplied).</param>
    /// <param name="pixels"><c>[height][width][channels]</c>.</param>
    /// <exception cref="ArgumentException">A size or the array's length is impossible.</exception>
    public Pixmap(int width, int height, int channels, byte[] pixels)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        int expected = ByteCount(width, height, channels);
        if (pixels.Length != expected)
            throw new ArgumentException($"A {width}×{height} picture with {channels} channels needs {expected} bytes but got {pixels.Length}.", nameof(pixels));
        (Width, Height, Channels, Pixels) = (width, height, channels, pixels);
    }

    /// <summary>Pixels in a row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>1 grey, 3 RGB or 4 RGBA.</summary>
    public int Channels { get; }

    /// <summary><c>[Height][Width][Channels]</c>, 0 dark to 255 bright.</summary>
    public byte[] Pixels { get; }

    /// <summary>Bytes in a row.</summary>
    internal int Stride => Width * Channels;

    /// <summary>The bytes of row <paramref name="y"/>: <c>[Width][Channels]</c>.</summary>
    public Span<byte> Row(int y) => Pixels.AsSpan(checked(y * Stride), Stride);

    /// <summary>A copy of the <paramref name="width"/> × <paramref name="height"/> pixels from column <paramref name="x"/>, row <paramref name="y"/>.</summary>
    /// <exception cref="ArgumentException">The cut is empty or not within the picture.</exception>
    public Pixmap Crop(int x, int y, int width, int height)
    {
        if (x < 0 || y < 0 || width < 1 || height < 1 || width > Width - x || height > Height - y)
            throw new ArgumentException($"A {width}×{height} cut at column {x}, row {y} does not lie within the {Width}×{Height} picture.");
        var cut = new Pixmap(width, height, Channels);
        for (int row = 0; row < height; row++)
            Row(y + row).Slice(x * Channels, cut.Stride).CopyTo(cut.Row(row));
        return cut;
    }

    /// <summary>The luma of ITU-R BT.601, 0.299 R + 0.587 G + 0.114 B, rounded, as one channel; alpha is first composited over white.</summary>
    /// <returns>A new picture, or this one if it is grey already.</returns>
    public Pixmap ToGrey()
    {
        if (Channels == 1)
            return this;
        byte[] colours = ToColour().Pixels, grey = new byte[Width * Height];
        for (int i = 0; i < grey.Length; i++) // weights × 2^16
            grey[i] = (byte)((19595 * colours[3 * i] + 38470 * colours[3 * i + 1] + 7471 * colours[3 * i + 2] + 0x8000) >> 16);
        return new Pixmap(Width, Height, 1, grey);
    }

    /// <summary>The picture as RGB: grey in three equal channels, alpha composited over white.</summary>
    /// <returns>A new picture, or this one if it is RGB already.</returns>
    public Pixmap ToColour()
    {
        if (Channels == 3)
            return this;
        var colour = new Pixmap(Width, Height, 3);
        Span<byte> target = colour.Pixels;
        for (int i = 0; i < target.Length; i++)
        {
            int pixel = i / 3;
            target[i] = Channels == 1 ? Pixels[pixel] : OverWhite(Pixels[4 * pixel + i % 3], Pixels[4 * pixel + 3]);
        }
        return colour;
    }

    /// <summary><paramref name="picture"/>, whose pixels may be drawn over, if it is of this size, else a new one.</summary>
    internal static Pixmap Over(Pixmap? picture, int width, int height, int channels) =>
        picture is not null && picture.Width == width && picture.Height == height && picture.Channels == channels ? picture : new Pixmap(width, height, channels);

    internal static byte OverWhite(int sample, int alpha) => (byte)((sample * alpha + 255 * (255 - alpha) + 127) / 255);

    private static int ByteCount(int width, int height, int channels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        if (channels is not (1 or 3 or 4))
            throw new ArgumentException($"A picture has 1, 3 or 4 channels, not {channels}.", nameof(channels));
        long bytes = (long)width * height; // cannot overflow; the product with channels could
        if (bytes > Array.MaxLength / channels)
            throw new ArgumentException($"A {width}×{height} picture with {channels} channels does not fit one array.", nameof(width));
        return (int)bytes * channels;
    }
}
