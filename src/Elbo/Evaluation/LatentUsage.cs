namespace Elbo.Evaluation;

/// <summary>How much each latent dimension carries.</summary>
public static class LatentUsage
{
    /// <summary>KL(q‖N(0, 1)) of each dimension in nats, mean over the codes.</summary>
    /// <param name="codes">Means and deviations, rows <c>[n][latent]</c>.</param>
    /// <param name="latent">Number of dimensions.</param>
    public static double[] KlPerDimension(Codes codes, int latent)
    {
        ArgumentNullException.ThrowIfNull(codes);
        var kl = new double[latent];
        for (int i = 0; i < codes.Mean.Length; i++)
        {
            double mean = codes.Mean[i], deviation = codes.Deviation[i];
            kl[i % latent] += (0.5 * ((mean * mean) + (deviation * deviation) - 1)) - Math.Log(deviation);
        }
        int count = codes.Mean.Length / latent;
        for (int d = 0; d < latent; d++) kl[d] /= count;
        return kl;
    }

    /// <summary>The two dimensions of highest KL divergence, the lower index first; a one-dimensional latent gives (0, 0).</summary>
    public static (int First, int Second) TopTwo(Codes codes, int latent)
    {
        if (latent == 1) return (0, 0);
        var kl = KlPerDimension(codes, latent);
        var order = Enumerable.Range(0, latent).OrderByDescending(d => kl[d]).Take(2).Order().ToArray();
        return (order[0], order[1]);
    }
}
