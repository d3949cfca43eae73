using System.Numerics;

namespace Elbo.Explorer.Planes;

/// <summary>Carries a point from one space to another by the points that are known in both.</summary>
internal static class NearestMean
{
    /// <summary>Of the nearest points in one space, the mean in the other, each weighted by the inverse of its squared distance.</summary>
    /// <param name="from">Rows <c>[n][a]</c> of the space of the point.</param>
    /// <param name="point">The point, <c>[a]</c>.</param>
    /// <param name="to">Rows <c>[n][b]</c> of the other space.</param>
    /// <param name="mean">Becomes the mean, <c>[b]</c>.</param>
    /// <param name="count">How many of the nearest count.</param>
    public static void Of(ReadOnlySpan<float> from, ReadOnlySpan<float> point, ReadOnlySpan<float> to, Span<float> mean, int count)
    {
        int n = from.Length / point.Length;
        count = Math.Min(count, n);
        Span<int> nearest = stackalloc int[count];
        Span<float> distances = stackalloc float[count];
        distances.Fill(float.PositiveInfinity);
        for (int i = 0; i < n; i++)
        {
            float distance = Squared(from.Slice(i * point.Length, point.Length), point);
            if (!(distance < distances[^1])) continue;
            int at = count - 1;
            for (; at > 0 && distances[at - 1] > distance; at--) (distances[at], nearest[at]) = (distances[at - 1], nearest[at - 1]);
            (distances[at], nearest[at]) = (distance, i);
        }
        double total = 0;
        Span<double> sums = mean.Length <= 256 ? stackalloc double[mean.Length] : new double[mean.Length];
        sums.Clear();
        // So near a point that it is that point; relative to the others, whatever the units.
        double least = Math.Max(1e-6 * distances[^1], float.Epsilon);
        for (int k = 0; k < count; k++)
        {
            double weight = 1 / (distances[k] + least);
            total += weight;
            var row = to.Slice(nearest[k] * mean.Length, mean.Length);
            for (int d = 0; d < row.Length; d++) sums[d] += weight * row[d];
        }
        for (int d = 0; d < mean.Length; d++) mean[d] = (float)(sums[d] / total);
    }

    private static float Squared(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        int d = 0;
        float sum = 0;
        if (a.Length >= Vector<float>.Count)
        {
            var sums = Vector<float>.Zero;
            for (; d <= a.Length - Vector<float>.Count; d += Vector<float>.Count)
            {
                var difference = new Vector<float>(a[d..]) - new Vector<float>(b[d..]);
                sums += difference * difference;
            }
            sum = Vector.Sum(sums);
        }
        for (; d < a.Length; d++) sum += (a[d] - b[d]) * (a[d] - b[d]);
        return sum;
    }
}
