using Elbo.Tensors;

namespace Elbo.Maps;

/// <summary>Gives each point a Gaussian over its neighbours, as wide as makes the neighbours' entropy that of the perplexity.</summary>
/// <remarks>Van der Maaten and Hinton, "Visualizing Data using t-SNE", JMLR 9, 2008, §2. The precision is found by bisection.</remarks>
internal static class PerplexityCalibration
{
    private const int MostSteps = 100, PointsAnItem = 256;
    private const double Tolerance = 1e-5;

    /// <summary>Probabilities p(j|i) of each point's neighbours, which sum to 1: <c>[n][neighbours]</c>.</summary>
    public static float[] Conditionals(Neighbours neighbours, double perplexity, WorkerPool pool, CancellationToken cancellation = default)
    {
        int n = neighbours.Indices.Length / neighbours.Count;
        var conditionals = new float[neighbours.Indices.Length];
        double entropy = PortableMath.Log(perplexity);
        pool.Run((n + PointsAnItem - 1) / PointsAnItem, item =>
        {
            cancellation.ThrowIfCancellationRequested();
            var weights = new double[neighbours.Count];
            for (int i = item * PointsAnItem; i < Math.Min(n, (item + 1) * PointsAnItem); i++)
            {
                int at = i * neighbours.Count;
                Calibrate(neighbours.SquaredDistances.AsSpan(at, neighbours.Count), entropy, weights, conditionals.AsSpan(at, neighbours.Count));
            }
        });
        return conditionals;
    }

    private static void Calibrate(ReadOnlySpan<float> distances, double entropy, Span<double> weights, Span<float> conditionals)
    {
        // Only differences matter, and the least as zero keeps one weight from vanishing.
        double precision = 1, low = 0, high = double.PositiveInfinity, least = distances[0], sum = 0;
        for (int step = 0; step < MostSteps; step++)
        {
            double moment = 0;
            sum = 0;
            for (int j = 0; j < distances.Length; j++)
            {
                double distance = distances[j] - least;
                weights[j] = PortableMath.Exp(-distance * precision);
                sum += weights[j];
                moment += distance * weights[j];
            }
            double excess = PortableMath.Log(sum) + (precision * moment / sum) - entropy;
            if (Math.Abs(excess) <= Tolerance) break;
            if (excess > 0) (low, precision) = (precision, double.IsInfinity(high) ? precision * 2 : (precision + high) / 2);
            else (high, precision) = (precision, (low + precision) / 2);
        }
        for (int j = 0; j < distances.Length; j++) conditionals[j] = (float)(weights[j] / sum);
    }
}
