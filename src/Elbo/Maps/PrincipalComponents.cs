using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Elbo.Tensors;

namespace Elbo.Maps;

/// <summary>The orthogonal directions along which points vary most. Each points to where its largest entry is positive.</summary>
/// <remarks>
/// Pearson, "On lines and planes of closest fit to systems of points in space", 1901. All sums are in double precision and in one
/// order, so any number of threads gives the same bits.
/// </remarks>
public sealed class PrincipalComponents
{
    private const int RowsAnItem = 8;

    private PrincipalComponents(double[] mean, double[] directions, double[] variances, double total) =>
        (Mean, Directions, Variances, TotalVariance) = (mean, directions, variances, total);

    /// <summary>Mean of the points: <c>[dimensions]</c>.</summary>
    public double[] Mean { get; }

    /// <summary>Unit directions, the one of most variance first: <c>[components][dimensions]</c>.</summary>
    public double[] Directions { get; }

    /// <summary>Variance (over n) along each direction.</summary>
    public double[] Variances { get; }

    /// <summary>Variance along all directions together.</summary>
    public double TotalVariance { get; }

    /// <summary>Number of directions.</summary>
    public int Count => Variances.Length;

    /// <summary>Finds the directions.</summary>
    /// <param name="points">Rows <c>[n][dimensions]</c>.</param>
    /// <param name="dimensions">Numbers in a row.</param>
    /// <param name="count">How many directions; at most as many as dimensions.</param>
    /// <param name="threads">Threads to use; 0 takes one for each core.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="ElboException">There are no points, or one of them is not finite.</exception>
    public static PrincipalComponents Of(float[] points, int dimensions, int count = 2, int threads = 0, CancellationToken cancellation = default)
    {
        using var pool = new WorkerPool(threads);
        return Of(points, dimensions, count, pool, cancellation);
    }

    internal static PrincipalComponents Of(float[] points, int dimensions, int count, WorkerPool pool, CancellationToken cancellation)
    {
        int n = Points.Count(points, dimensions);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, dimensions);
        if (n == 0) throw new ElboException("There are no points to find principal components of; give at least one.");
        var mean = new double[dimensions];
        for (int i = 0; i < n; i++)
        {
            var point = points.AsSpan(i * dimensions, dimensions);
            for (int d = 0; d < dimensions; d++) mean[d] += point[d];
        }
        for (int d = 0; d < dimensions; d++) mean[d] /= n;

        var covariance = Covariance(points, mean, n, pool, cancellation);
        double total = 0;
        for (int d = 0; d < dimensions; d++) total += covariance[(d * dimensions) + d];
        var (values, vectors) = SymmetricEigen.Of(covariance, dimensions);
        for (int c = 0; c < count; c++)
        {
            values[c] = Math.Max(0, values[c]);
            TurnPositive(vectors.AsSpan(c * dimensions, dimensions));
        }
        return new PrincipalComponents(mean, vectors[..(count * dimensions)], values[..count], total);
    }

    /// <summary>Coordinates of points along the directions: <c>[n][dimensions]</c> → <c>[n][components]</c>.</summary>
    public float[] Project(ReadOnlySpan<float> points)
    {
        int dimensions = Mean.Length, n = Points.Count(points, dimensions);
        var places = new float[n * Count];
        for (int i = 0; i < n; i++)
        {
            var point = points.Slice(i * dimensions, dimensions);
            for (int c = 0; c < Count; c++)
            {
                double sum = 0;
                for (int d = 0; d < dimensions; d++) sum += (point[d] - Mean[d]) * Directions[(c * dimensions) + d];
                places[(i * Count) + c] = (float)sum;
            }
        }
        return places;
    }

    /// <summary>The lower triangle; an item sums a few rows over all points in their order.</summary>
    private static double[] Covariance(float[] points, double[] mean, int n, WorkerPool pool, CancellationToken cancellation)
    {
        int dimensions = mean.Length, width = (dimensions + 7) & ~7;
        var sums = new double[dimensions * width];
        pool.Run((dimensions + RowsAnItem - 1) / RowsAnItem, item =>
        {
            cancellation.ThrowIfCancellationRequested();
            int first = item * RowsAnItem, end = Math.Min(first + RowsAnItem, dimensions);
            var centred = new double[width];
            var vectors = MemoryMarshal.Cast<double, Vector512<double>>(centred);
            for (int i = 0; i < n; i++)
            {
                for (int d = 0; d < end; d++) centred[d] = points[(i * dimensions) + d] - mean[d];
                for (int row = first; row < end; row++)
                {
                    var factor = Vector512.Create(centred[row]);
                    var sum = MemoryMarshal.Cast<double, Vector512<double>>(sums.AsSpan(row * width, ((row / 8) + 1) * 8));
                    for (int v = 0; v < sum.Length; v++) sum[v] = Vector512.FusedMultiplyAdd(factor, vectors[v], sum[v]);
                }
            }
        });
        var covariance = new double[dimensions * dimensions];
        for (int row = 0; row < dimensions; row++)
        {
            for (int d = 0; d <= row; d++) covariance[(row * dimensions) + d] = sums[(row * width) + d] / n;
        }
        return covariance;
    }

    private static void TurnPositive(Span<double> direction)
    {
        int largest = 0;
        for (int d = 1; d < direction.Length; d++)
        {
            // Rounding must not choose between entries that are as good as equal.
            if (Math.Abs(direction[d]) > Math.Abs(direction[largest]) + 1e-9) largest = d;
        }
        if (direction[largest] >= 0) return;
        foreach (ref double value in direction) value = -value;
    }
}
