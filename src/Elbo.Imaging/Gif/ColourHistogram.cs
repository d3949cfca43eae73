namespace Elbo.Imaging;

/// <summary>How often colours occur, gathered in cells of 4 × 4 × 4 levels, each with the mean of what fell into it.</summary>
internal sealed class ColourHistogram
{
    /// <summary>Bits of a cell's coordinate.</summary>
    public const int Bits = 6;

    /// <summary>Cells along one channel.</summary>
    public const int Side = 1 << Bits;

    /// <summary>All cells.</summary>
    public const int Cells = Side * Side * Side;

    private ColourHistogram(int[] cells, float[] means, double[] counts) => (Occupied, Means, Counts) = (cells, means, counts);

    /// <summary>The cells that hold something, in rising order.</summary>
    public int[] Occupied { get; }

    /// <summary>Mean colours, rows <c>[Occupied][red, green, blue]</c>.</summary>
    public float[] Means { get; }

    /// <summary>Pixels in each occupied cell.</summary>
    public double[] Counts { get; }

    /// <summary>The cell of a colour given by levels 0 to 255.</summary>
    public static int Cell(int red, int green, int blue) =>
        red >> (8 - Bits) << (2 * Bits) | green >> (8 - Bits) << Bits | blue >> (8 - Bits);

    /// <summary>A cell's coordinate along a channel.</summary>
    public static int Coordinate(int cell, int channel) => cell >> ((2 - channel) * Bits) & (Side - 1);

    public static ColourHistogram Of(IEnumerable<Pixmap> frames)
    {
        var sums = new long[4 * Cells]; // red, green, blue, number
        foreach (Pixmap frame in frames)
            for (int i = 0; i < frame.Width * frame.Height; i++)
            {
                (byte red, byte green, byte blue) = RgbColour.Split(RgbColour.At(frame, i));
                Span<long> cell = sums.AsSpan(4 * Cell(red, green, blue), 4);
                cell[0] += red;
                cell[1] += green;
                cell[2] += blue;
                cell[3]++;
            }
        int[] occupied = [.. Enumerable.Range(0, Cells).Where(cell => sums[4 * cell + 3] > 0)];
        var means = new float[3 * occupied.Length];
        var counts = new double[occupied.Length];
        for (int i = 0; i < occupied.Length; i++)
        {
            counts[i] = sums[4 * occupied[i] + 3];
            for (int c = 0; c < 3; c++)
                means[3 * i + c] = (float)(sums[4 * occupied[i] + c] / counts[i]);
        }
        return new ColourHistogram(occupied, means, counts);
    }
}
