namespace Elbo.Evaluation;

/// <summary>How much each latent dimension carries.</summary>
public static class LatentUsage
{
    /// <summary>A dimension is active, or in use, if the variance of its posterior mean over the examples exceeds this.</summary>
    /// <remarks>Burda, Grosse and Salakhutdinov, "Importance Weighted Autoencoders", ICLR 2016, section 5.2.</remarks>
    public const double ActiveVariance = 0.01;

    /// <summary>KL(q‖N(0, 1)) of each dimension in nats, mean over the codes.</summary>
    /// <param name="codes">Means and deviations, rows <c>[n][latent]</c>.</param>
    /// <param name="latent">Number of dimensions.</param>
    public static double[] KlPerDimension(Codes codes, int latent)
    {
        ArgumentNullException.ThrowIfNull(codes);
        return Gathered(codes, latent).Kl();
    }

    /// <summary>Variance of the posterior mean of each dimension over the codes.</summary>
    /// <param name="codes">Means and deviations, rows <c>[n][latent]</c>.</param>
    /// <param name="latent">Number of dimensions.</param>
    public static double[] MeanVariance(Codes codes, int latent)
    {
        ArgumentNullException.ThrowIfNull(codes);
        return Gathered(codes, latent).MeanVariance();
    }

    /// <summary>Whether a dimension is active.</summary>
    /// <param name="variance">Variance of its posterior mean over the examples.</param>
    public static bool IsActive(double variance) => variance > ActiveVariance;

    /// <summary>How many dimensions are active.</summary>
    /// <param name="variances">Variance of the posterior mean of each dimension.</param>
    public static int CountActive(IReadOnlyList<double> variances) => variances.Count(IsActive);

    /// <summary>The two dimensions of highest KL divergence, the lower index first; a one-dimensional latent gives (0, 0).</summary>
    public static (int First, int Second) TopTwo(Codes codes, int latent)
    {
        return LatentOrder.TopTwo(KlPerDimension(codes, latent));
    }

    private static LatentMoments Gathered(Codes codes, int latent)
    {
        var moments = new LatentMoments(latent);
        moments.Add(codes.Mean, codes.Deviation);
        return moments;
    }
}
