namespace Elbo.Imaging.Charts;

/// <summary>One line of a <see cref="LineChart"/>.</summary>
/// <param name="Name">Its name in the legend; empty for none.</param>
/// <param name="X">Places along the horizontal axis, in drawing order.</param>
/// <param name="Y">As many values; those that are not finite interrupt the line.</param>
public sealed record LineSeries(string Name, double[] X, double[] Y)
{
    internal const double StrokeWidth = 2;

    /// <summary>0 draws the values as they are; towards 1, an ever calmer moving average is drawn over the pale values.</summary>
    /// <remarks>
    /// The weight of the next value beside that of the one averaged for, of the one after it squared and so on, to both sides, so
    /// that the average does not lag behind. It looks no further ahead than back, so that a steep beginning is kept.
    /// </remarks>
    public double Smoothing { get; init; }

    /// <summary>The smoothing that averages over about so many values.</summary>
    /// <param name="values">How many, at least 1: the sum of all weights, the middle one being 1.</param>
    public static double SmoothingOver(double values) =>
        values >= 1 ? (values - 1) / (values + 1) : throw new ArgumentOutOfRangeException(nameof(values), values, "An average needs at least one value.");

    /// <summary>Past ten series the colours begin again, with another dash.</summary>
    internal static string Dashes(int index) => (index / Palette.Count % 3) switch { 0 => "", 1 => "7 5", _ => "1 5" };

    internal void Check()
    {
        if (X.Length != Y.Length)
            throw new ArgumentException($"Line '{Name}' has {X.Length} places but {Y.Length} values; give one value to each place.");
        if (!(Smoothing is >= 0 and < 1))
            throw new ArgumentException($"Line '{Name}' has a smoothing of {Smoothing}; use at least 0 and below 1.");
    }

    /// <summary>The averages, of logarithms where the axis is logarithmic; values that cannot be shown stay as they are and count for nothing.</summary>
    internal double[] Smooth(bool logarithmic = false)
    {
        int count = Y.Length;
        // Weighted sums of the values before each place and after it, of nearest weight Smoothing, and those of their weights.
        var (after, weightAfter, smooth) = (new double[count + 1], new double[count + 1], new double[count]);
        for (int i = count - 2; i >= 0; i--)
        {
            var (value, weight) = Term(i + 1, logarithmic);
            after[i] = Smoothing * (after[i + 1] + value);
            weightAfter[i] = Smoothing * (weightAfter[i + 1] + weight);
        }
        double before = 0, weightBefore = 0;
        for (int i = 0; i < count; i++)
        {
            var (value, weight) = Term(i, logarithmic);
            // Of what comes after, only as much as came before: i values.
            double far = Math.Pow(Smoothing, i), beyond = 2 * i < count ? after[2 * i] : 0, weightBeyond = 2 * i < count ? weightAfter[2 * i] : 0;
            double mean = (before + value + after[i] - (far * beyond)) / (weightBefore + weight + weightAfter[i] - (far * weightBeyond));
            smooth[i] = weight == 0 ? Y[i] : logarithmic ? Math.Exp(mean) : mean;
            before = Smoothing * (before + value);
            weightBefore = Smoothing * (weightBefore + weight);
        }
        return smooth;
    }

    private (double Value, double Weight) Term(int i, bool logarithmic) =>
        Scale.CanShow(Y[i], logarithmic) ? (logarithmic ? Math.Log(Y[i]) : Y[i], 1) : (0, 0);
}
