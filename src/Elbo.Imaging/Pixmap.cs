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
