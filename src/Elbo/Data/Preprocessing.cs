using Elbo.Data.Tables;
using Elbo.Recipes;

namespace Elbo.Data;

/// <summary>How raw values become model values, raw × <see cref="Scale"/> + <see cref="Shift"/>, and back to intensities in [0, 1].</summary>
/// <param name="Scale">Factor on raw values.</param>
/// <param name="Shift">Added after scaling.</param>
/// <param name="Minimum">The raw value of intensity 0.</param>
/// <param name="Maximum">The raw value of intensity 1.</param>
public sealed record Preprocessing(float Scale, float Shift, float Minimum, float Maximum)
{
    /// <summary>The preprocessing that a recipe's range asks for; only the training set is looked at.</summary>
    /// <exception cref="ElboException">All values are equal, so that no range can be spread.</exception>
    public static Preprocessing For(DataRange range, Dataset train)
    {
        // A table's values are scaled column by column already.
        if (train is TableDataset) return new(1, 0, 0, 1);
        var (minimum, maximum) = train.Range;
        if (!(maximum > minimum))
            throw new ElboException($"All values of {train.Name} are {minimum}; a model needs data that vary.");
        double span = (double)maximum - minimum;
        if (range == DataRange.Unit) return Of(1 / span, -minimum / span);
        if (range == DataRange.Signed) return Of(2 / span, (-2 * minimum / span) - 1);
        var (mean, deviation) = train.Moments();
        if (deviation <= 0) throw new ElboException($"All values of {train.Name} are {mean}; a model needs data that vary.");
        return Of(1 / deviation, -mean / deviation);

        Preprocessing Of(double scale, double shift) => float.IsFinite((float)scale) && float.IsFinite((float)shift)
            ? new((float)scale, (float)shift, minimum, maximum)
            : throw new ElboException($"The values of {train.Name} lie too close together, {minimum} to {maximum}, to be spread; scale the data first.");
    }

    /// <summary>Factor and summand that turn model values into intensities.</summary>
    internal (float Scale, float Shift) ToIntensity
    {
        get
        {
            double span = (double)Maximum - Minimum;
            return ((float)(1 / (Scale * span)), (float)(((-Shift / (double)Scale) - Minimum) / span));
        }
    }

    /// <summary>Factor and summand that turn intensities into model values.</summary>
    internal (float Scale, float Shift) FromIntensity
    {
        get
        {
            double span = (double)Maximum - Minimum;
            return ((float)(Scale * span), (float)((Scale * (double)Minimum) + Shift));
        }
    }
}
