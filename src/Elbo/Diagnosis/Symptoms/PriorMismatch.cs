using Elbo.Diagnosis.Measures;
using Elbo.Tensors;

namespace Elbo.Diagnosis.Symptoms;

/// <summary>
/// The aggregate posterior against N(0, 1), dimension by dimension, by mean and variance: where the data's codes lie
/// elsewhere than the prior, draws of the prior land where the decoder never learned anything.
/// </summary>
/// <remarks>Hoffman and Johnson, "ELBO surgery", NIPS workshop 2016, on the marginal divergence.</remarks>
internal sealed class PriorMismatch : ISymptom
{
    /// <summary>Nats between N(mean, variance) and the prior: codes 2.1 times as wide as it, or 1.4 deviations off, as early in training they may be.</summary>
    private const double Off = 1;

    /// <summary>Nats from which on hardly a draw of the prior meets codes: 3 times as wide, or 2.4 deviations off.</summary>
    public const double Far = 3;

    public IEnumerable<Finding> Look(Observations seen)
    {
        var codes = seen.Codes;
        var far = new List<int>();
        double sum = 0;
        for (int d = 0; d < codes.Latent; d++)
        {
            double distance = Distance(codes, d);
            sum += distance;
            if (distance > Off) far.Add(d);
        }
        if (far.Count == 0) yield break;
        var (worst, most) = Farthest(codes);
        double deviation = Math.Sqrt(codes.AggregateVariance(worst));
        var (advice, setting) = KlRemedy.ToHoldToPrior(seen, worst, "Train longer or with a lower training.learningRate; if it stays, raise objective.beta.");
        yield return new(Sickness.PriorMismatch, sum / codes.Latent > Far ? Severity.Problem : most > Far ? Severity.Warning : Severity.Note,
            most <= Far ? "The codes do not lie quite where the prior does, so that some pictures sampled from the prior will be poor."
                : deviation > Math.Max(1, Math.Abs(codes.Mean(worst))) ? "The codes spread far beyond the prior, so that pictures sampled from the prior will be poor."
                : "The codes lie beside the prior, so that pictures sampled from it will be poor.",
            $"{far.Count} of {codes.Latent} latent dimensions are off ({Words.List(far)}); in dimension {worst} the codes have mean {Words.Number(codes.Mean(worst))} and standard deviation {Words.Number(deviation)}, where the prior has 0 and 1.",
            advice, setting)
        { Units = far };
    }

    /// <summary>The dimension that is furthest from the prior, and how far in nats.</summary>
    public static (int Dimension, double Distance) Farthest(CodeStatistics codes)
    {
        int worst = 0;
        for (int d = 1; d < codes.Latent; d++)
            if (Distance(codes, d) > Distance(codes, worst)) worst = d;
        return (worst, Distance(codes, worst));
    }

    /// <summary>KL(N(mean, variance)‖N(0, 1)) of all codes together in one dimension.</summary>
    private static double Distance(CodeStatistics codes, int dimension)
    {
        double mean = codes.Mean(dimension), variance = codes.AggregateVariance(dimension);
        return 0.5 * ((mean * mean) + variance - 1 - PortableMath.Log(Math.Max(variance, double.Epsilon)));
    }
}
