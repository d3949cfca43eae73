using Elbo.Tensors;

namespace Elbo.Evaluation;

/// <summary>What each latent dimension carries, over posteriors that come in batches: rows <c>[n][latent]</c>.</summary>
internal sealed class LatentMoments(int latent)
{
    private readonly double[] kl = new double[latent];
    private readonly Moments[] means = new Moments[latent];

    /// <summary>Adds posteriors; with the logarithms of their deviations the divergence is finite where a deviation is too small for a float.</summary>
    public void Add(ReadOnlySpan<float> mean, ReadOnlySpan<float> deviation, ReadOnlySpan<double> logDeviation = default)
    {
        for (int i = 0; i < mean.Length; i++)
        {
            double m = mean[i], s = deviation[i];
            kl[i % latent] += logDeviation.IsEmpty ? Divergence(m, s) : Divergence(m, s, logDeviation[i]);
            means[i % latent].Add(m);
        }
    }

    /// <summary>KL(N(mean, deviation²)‖N(0, 1)) in nats; infinite without a deviation.</summary>
    public static double Divergence(double mean, double deviation) => Divergence(mean, deviation, PortableMath.Log(deviation));

    private static double Divergence(double mean, double deviation, double logDeviation) =>
        (0.5 * ((mean * mean) + (deviation * deviation) - 1)) - logDeviation;

    /// <summary>KL(q‖N(0, 1)) of each dimension in nats, mean over the posteriors.</summary>
    public double[] Kl() => [.. kl.Select((sum, d) => sum / means[d].Count)];

    /// <summary>Variance of the posterior mean in each dimension.</summary>
    public double[] MeanVariance() => Array.ConvertAll(means, moments => moments.Variance);
}
