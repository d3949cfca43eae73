namespace Elbo.Imaging.Charts;

/// <summary>One line of a <see cref="LineChart"/>.</summary>
/// <param name="Name">Its name in the legend; empty for none.</param>
/// <param name="X">Places along the horizontal axis, in drawing order.</param>
/// <param name="Y">As many values; those that are not finite interrupt the line.</param>
public sealed record LineSeries(string Name, double[] X, double[] Y)
{
    internal const double StrokeWidth = 2;

    /// <summary>0 draws the values as they are; towards 1, an ever calmer moving average is drawn over the pale values.</summary>
    /// <remarks>The weight of the past in an exponential average that is corrected for its empty beginning (Kingma and Ba 2015, section 3).</remarks>
    public double Smoothing { get; init; }

    /// <summary>Past ten series the colours begin again, with another dash.</summary>
    internal static string Dashes(int index) => (index / Palette.Count % 3) switch { 0 => "", 1 => "7 5", _ => "1 5" };

    internal void Check()
    {
        if (X.Length != Y.Length)
            throw new ArgumentException($"Line '{Name}' has {X.Length} places but {Y.Length} values; give one value to each place.");
        if (!(Smoothing is >= 0 and < 1))
            throw new ArgumentException($"Line '{Name}' has a smoothing of {Smoothing}; use at least 0 and below 1.");
    }

    /// <summary>The averages, of logarithms where the axis is logarithmic; values that cannot be shown stay as they are and leave the average alone.</summary>
    internal double[] Smooth(bool logarithmic = false)
    {
        var smooth = new double[Y.Length];
        double sum = 0, weight = 0;
        for (int i = 0; i < Y.Length; i++)
        {
            if (!Scale.CanShow(Y[i], logarithmic))
            {
                smooth[i] = Y[i];
                continue;
            }
            sum = Smoothing * sum + (1 - Smoothing) * (logarithmic ? Math.Log(Y[i]) : Y[i]);
            weight = Smoothing * weight + (1 - Smoothing);
            smooth[i] = logarithmic ? Math.Exp(sum / weight) : sum / weight;
        }
        return smooth;
    }
}
