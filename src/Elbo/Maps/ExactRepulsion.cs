using System.Runtime.Intrinsics;
using Elbo.Tensors;

namespace Elbo.Maps;

/// <summary>Repulsion of all pairs, one by one: for small maps, for the normaliser of a finished one, and as the truth for tests.</summary>
/// <param name="n">Number of points.</param>
internal sealed class ExactRepulsion(int n) : IRepulsion
{
    private const int Lanes = 16, PointsAnItem = 64;

    // So far that nothing comes of it, and near enough that its square is a number.
    private const float Far = 1e18f;

    private readonly AlignedFloats xs = new((n + Lanes - 1) / Lanes * Lanes), ys = new((n + Lanes - 1) / Lanes * Lanes);
    private readonly double[] sums = new double[(n + PointsAnItem - 1) / PointsAnItem];

    public double Forces(float[] places, float[] forces, WorkerPool pool)
    {
        Unpack(places);
        pool.Run(sums.Length, item =>
        {
            ReadOnlySpan<Vector512<float>> x = xs.Vectors, y = ys.Vectors;
            double sum = 0;
            for (int i = item * PointsAnItem; i < Math.Min(n, (item + 1) * PointsAnItem); i++)
            {
                Vector512<float> hereX = Vector512.Create(places[2 * i]), hereY = Vector512.Create(places[(2 * i) + 1]);
                Vector512<float> kernels = default, forceX = default, forceY = default;
                for (int v = 0; v < x.Length; v++)
                {
                    Vector512<float> dx = hereX - x[v], dy = hereY - y[v];
                    var kernel = Vector512<float>.One / Vector512.FusedMultiplyAdd(dx, dx, Vector512.FusedMultiplyAdd(dy, dy, Vector512<float>.One));
                    kernels += kernel;
                    var square = kernel * kernel;
                    forceX = Vector512.FusedMultiplyAdd(square, dx, forceX);
                    forceY = Vector512.FusedMultiplyAdd(square, dy, forceY);
                }
                sum += Sum(kernels);
                forces[2 * i] = (float)Sum(forceX);
                forces[(2 * i) + 1] = (float)Sum(forceY);
            }
            sums[item] = sum;
        });
        return Total();
    }

    /// <summary>The normaliser alone.</summary>
    public double Normaliser(float[] places, WorkerPool pool, CancellationToken cancellation = default)
    {
        Unpack(places);
        pool.Run(sums.Length, item =>
        {
            cancellation.ThrowIfCancellationRequested();
            ReadOnlySpan<Vector512<float>> x = xs.Vectors, y = ys.Vectors;
            double sum = 0;
            for (int i = item * PointsAnItem; i < Math.Min(n, (item + 1) * PointsAnItem); i++)
            {
                Vector512<float> hereX = Vector512.Create(places[2 * i]), hereY = Vector512.Create(places[(2 * i) + 1]), kernels = default;
                for (int v = 0; v < x.Length; v++)
                {
                    Vector512<float> dx = hereX - x[v], dy = hereY - y[v];
                    kernels += Vector512<float>.One / Vector512.FusedMultiplyAdd(dx, dx, Vector512.FusedMultiplyAdd(dy, dy, Vector512<float>.One));
                }
                sum += Sum(kernels);
            }
            sums[item] = sum;
        });
        return Total();
    }

    private void Unpack(float[] places)
    {
        Span<float> x = xs.Span, y = ys.Span;
        for (int i = 0; i < n; i++) (x[i], y[i]) = (places[2 * i], places[(2 * i) + 1]);
        x[n..].Fill(Far);
        y[n..].Fill(Far);
    }

    // Every point met itself.
    private double Total()
    {
        double total = -n;
        foreach (double sum in sums) total += sum;
        return total;
    }

    private static double Sum(Vector512<float> lanes)
    {
        double sum = 0;
        for (int lane = 0; lane < Lanes; lane++) sum += lanes[lane];
        return sum;
    }
}
