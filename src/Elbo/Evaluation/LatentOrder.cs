namespace Elbo.Evaluation;

/// <summary>Latent dimensions by how much they carry.</summary>
internal static class LatentOrder
{
    /// <summary>Indices of the dimensions, the highest KL divergence first; those that are not finite last, of equal ones the lower first.</summary>
    public static int[] ByKl(double[] kl) => [.. Enumerable.Range(0, kl.Length).OrderByDescending(d => double.IsFinite(kl[d]) ? kl[d] : double.NegativeInfinity)];

    /// <summary>The two that carry most, the lower index first; a one-dimensional latent gives (0, 0).</summary>
    public static (int First, int Second) TopTwo(double[] kl)
    {
        int[] order = ByKl(kl);
        return order.Length == 1 ? (0, 0) : (Math.Min(order[0], order[1]), Math.Max(order[0], order[1]));
    }
}
