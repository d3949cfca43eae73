using Elbo.Data;
using Elbo.Data.Tables;
using Elbo.Recipes;

namespace Elbo.Likelihoods;

/// <summary>
/// A Bernoulli likelihood is one of values from 0 to 1 alone: beyond, its logarithm has no upper bound, and what is brighter than white would
/// look the more usual the surer the model is of white.
/// </summary>
internal static class BernoulliRange
{
    // Of the range; test data reach a little beyond the training data without harm.
    private const float Tolerance = 0.01f;

    /// <summary>Refuses data beyond the range that becomes 0 to 1.</summary>
    /// <param name="likelihood">Others than Bernoulli take any values.</param>
    /// <param name="data">Examples in their own units.</param>
    /// <param name="range">What becomes 0 and 1.</param>
    /// <exception cref="ElboException">They reach beyond it.</exception>
    public static void Require(LikelihoodKind likelihood, Dataset data, (float Minimum, float Maximum) range)
    {
        if (likelihood != LikelihoodKind.Bernoulli || data.Count == 0 || data is TableDataset) return;
        var (least, most) = data.Extremes;
        float beyond = Tolerance * (range.Maximum - range.Minimum);
        if (least < range.Minimum - beyond || most > range.Maximum + beyond)
            throw new ElboException($"{data.Name} holds values from {least} to {most}, but those that the model is trained on lie between {range.Minimum} and {range.Maximum}, and a Bernoulli likelihood has no others; scale all data alike, or train with model.likelihood=gaussian.");
    }

    /// <summary>Refuses intensities beyond 0 to 1.</summary>
    /// <exception cref="ArgumentException">There are such.</exception>
    public static void Require(LikelihoodKind likelihood, ReadOnlySpan<float> intensities, string name)
    {
        if (likelihood != LikelihoodKind.Bernoulli) return;
        foreach (float value in intensities)
        {
            if (value is < -Tolerance or > 1 + Tolerance)
                throw new ArgumentException($"A value is {value}, but this model's likelihood knows intensities from 0 to 1 alone; divide bytes by 255.", name);
        }
    }
}
