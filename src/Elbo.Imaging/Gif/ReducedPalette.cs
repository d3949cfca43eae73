namespace Elbo.Imaging;

/// <summary>The 256 colours that stand best for more, mixed by a pattern where one alone is not near enough.</summary>
internal sealed class ReducedPalette : GifPalette
{
    /// <summary>Rounds of Lloyd's algorithm; more change nothing that can be seen.</summary>
    private const int Rounds = 6;

    /// <summary>Colours of a mixture.</summary>
    private const int Mix = 4;

    /// <summary>How much of the error the mixture makes up for: none shows contours on skin, all of it shows grain.</summary>
    private const float Strength = 0.6f;

    /// <summary>Bayer's 8 × 8 order.</summary>
    private static readonly byte[] Order = MakeOrder();

    private readonly NearestColour _nearest;

    private ReducedPalette(byte[] colours) : base(colours) => _nearest = new NearestColour([.. colours.Select(level => (float)level)]);

    public static ReducedPalette Make(IEnumerable<Pixmap> frames)
    {
        ColourHistogram histogram = ColourHistogram.Of(frames);
        float[] means = MedianCut.Means(histogram, MaxColours);
        for (int round = 0; round < Rounds; round++)
            Refine(histogram, means);
        return new ReducedPalette(Sorted(means));
    }

    public override void Map(Pixmap frame, Span<byte> indices)
    {
        Span<byte> mixture = stackalloc byte[Mix];
        int last = -1;
        for (int i = 0; i < indices.Length; i++)
        {
            int colour = RgbColour.At(frame, i);
            if (colour != last)
                Compose(last = colour, mixture);
            int x = i % frame.Width, y = i / frame.Width;
            indices[i] = mixture[Order[8 * (y % 8) + x % 8] * Mix / 64];
        }
    }

    /// <summary>Colours whose mean is near the wanted one, from dark to bright: each is nearest to what the earlier leave open.</summary>
    private void Compose(int colour, Span<byte> mixture)
    {
        (int red, int green, int blue) = RgbColour.Split(colour);
        float r = 0, g = 0, b = 0;
        for (int i = 0; i < mixture.Length; i++)
        {
            int number = _nearest.OfCell(Level(red + Strength * r), Level(green + Strength * g), Level(blue + Strength * b));
            mixture[i] = (byte)number;
            r += red - Colours[3 * number];
            g += green - Colours[3 * number + 1];
            b += blue - Colours[3 * number + 2];
        }
        mixture.Sort();
    }

    private static int Level(float value) => (int)Math.Clamp(value + 0.5f, 0, 255);

    /// <summary>One round of Lloyd's algorithm: every colour moves to the mean of those it stands for.</summary>
    private static void Refine(ColourHistogram histogram, float[] means)
    {
        var nearest = new NearestColour(means);
        var sums = new double[means.Length / 3 * 4];
        for (int i = 0; i < histogram.Counts.Length; i++)
        {
            ReadOnlySpan<float> colour = histogram.Means.AsSpan(3 * i, 3);
            Span<double> sum = sums.AsSpan(4 * nearest.Of(colour[0], colour[1], colour[2]), 4);
            for (int c = 0; c < 3; c++)
                sum[c] += histogram.Counts[i] * colour[c];
            sum[3] += histogram.Counts[i];
        }
        for (int i = 0; i < means.Length / 3; i++)
            for (int c = 0; c < 3 && sums[4 * i + 3] > 0; c++)
                means[3 * i + c] = (float)(sums[4 * i + c] / sums[4 * i + 3]);
    }

    /// <summary>From dark to bright, as bytes.</summary>
    private static byte[] Sorted(float[] means) =>
        [.. means.Chunk(3).OrderBy(c => 0.299f * c[0] + 0.587f * c[1] + 0.114f * c[2]).SelectMany(c => c).Select(level => (byte)Level(level))];

    private static byte[] MakeOrder()
    {
        var order = new byte[64];
        for (int y = 0; y < 8; y++)
            for (int x = 0; x < 8; x++)
                for (int bit = 0; bit < 3; bit++) // the finest bits of the place weigh most
                    order[8 * y + x] |= (byte)((((x ^ y) >> bit & 1) << 1 | (y >> bit & 1)) << (4 - 2 * bit));
        return order;
    }
}
