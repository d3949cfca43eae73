using Elbo.Tensors;

namespace Elbo.Maps;

/// <summary>What t-SNE minimises: KL(P‖Q) = Σ p_ij ln(p_ij / q_ij) with q_ij = 1 / (1 + |y_i − y_j|²) / Z.</summary>
internal static class MapDivergence
{
    private const int PointsAnItem = 256;

    /// <summary>The divergence in nats, over the pairs whose p is not zero.</summary>
    /// <param name="affinities">P.</param>
    /// <param name="places">The map, <c>[n][2]</c>.</param>
    /// <param name="normaliser">Z, the sum of 1 / (1 + |y_i − y_j|²) over all ordered pairs.</param>
    /// <param name="pool">Threads to share the rows.</param>
    public static double Of(Affinities affinities, float[] places, double normaliser, WorkerPool pool)
    {
        int n = affinities.Count;
        var sums = new double[(n + PointsAnItem - 1) / PointsAnItem];
        pool.Run(sums.Length, item =>
        {
            double sum = 0;
            for (int i = item * PointsAnItem; i < Math.Min(n, (item + 1) * PointsAnItem); i++)
            {
                for (int e = affinities.Starts[i]; e < affinities.Starts[i + 1]; e++)
                {
                    double p = affinities.Values[e];
                    if (p == 0) continue;
                    int j = affinities.Columns[e];
                    double x = places[2 * i] - places[2 * j], y = places[(2 * i) + 1] - places[(2 * j) + 1];
                    sum += p * PortableMath.Log(p * (1 + (x * x) + (y * y)) * normaliser);
                }
            }
            sums[item] = sum;
        });
        double total = 0;
        foreach (double sum in sums) total += sum;
        return total;
    }
}
