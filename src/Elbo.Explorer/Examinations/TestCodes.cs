using Elbo.Data;
using Elbo.Evaluation;

namespace Elbo.Explorer.Examinations;

/// <summary>What a model makes of the test set: posteriors, and the terms of the bound at the posteriors' means, which need no random numbers.</summary>
internal sealed class TestCodes
{
    private readonly double[] losses;

    public TestCodes(Dataset pictures, int latent, float[] means, float[] deviations, float[] kl, float[] reconstruction)
    {
        (Pictures, Latent, Means, Deviations, Kl, Reconstruction) = (pictures, latent, means, deviations, kl, reconstruction);
        losses = new double[kl.Length];
        for (int i = 0; i < losses.Length; i++) losses[i] = (double)kl[i] + reconstruction[i];
        Array.Sort(losses);
        Dimensions = Usage();
    }

    public Dataset Pictures { get; }

    public int Count => Kl.Length;

    public int Latent { get; }

    /// <summary>Posterior means <c>[n][latent]</c>.</summary>
    public float[] Means { get; }

    /// <summary>Posterior deviations <c>[n][latent]</c>.</summary>
    public float[] Deviations { get; }

    /// <summary>KL(q‖p) of each picture in nats.</summary>
    public float[] Kl { get; }

    /// <summary>−ln p(x|z) at the posterior's mean, of each picture in nats.</summary>
    public float[] Reconstruction { get; }

    /// <summary>What each dimension carries, that of highest KL divergence first.</summary>
    public IReadOnlyList<DimensionCodes> Dimensions { get; }

    public ReadOnlySpan<float> MeanOf(int picture) => Means.AsSpan(picture * Latent, Latent);

    public ReadOnlySpan<float> DeviationOf(int picture) => Deviations.AsSpan(picture * Latent, Latent);

    /// <summary>How unusual a bound is among the test set's: the share, in percent, of pictures with a higher one; equal ones count half.</summary>
    /// <param name="loss">−ELBO in nats.</param>
    public double Percentile(double loss)
    {
        if (!double.IsFinite(loss)) return 100;
        int below = First(value => value >= loss), upTo = First(value => value > loss);
        return 50.0 * (below + upTo) / losses.Length;
    }

    private int First(Func<double, bool> holds)
    {
        int low = 0, high = losses.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (holds(losses[middle])) high = middle;
            else low = middle + 1;
        }
        return low;
    }

    private DimensionCodes[] Usage()
    {
        var moments = new LatentMoments(Latent);
        moments.Add(Means, Deviations);
        double[] kl = moments.Kl(), variance = moments.MeanVariance();
        var sums = new double[Latent];
        for (int i = 0; i < Means.Length; i++) sums[i % Latent] += Means[i];
        return Array.ConvertAll(LatentOrder.ByKl(kl), d => new DimensionCodes(d, kl[d], LatentUsage.IsActive(variance[d]), sums[d] / Count, Math.Sqrt(variance[d])));
    }
}

/// <summary>One latent dimension over the test set.</summary>
/// <param name="Index">Which.</param>
/// <param name="Kl">KL(q‖N(0, 1)) in nats, mean over the pictures.</param>
/// <param name="IsActive">Whether it carries something.</param>
/// <param name="Mean">Mean of the posterior means.</param>
/// <param name="Deviation">Their standard deviation.</param>
internal sealed record DimensionCodes(int Index, double Kl, bool IsActive, double Mean, double Deviation);
