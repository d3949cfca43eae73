using Elbo.Maps;
using Elbo.Tensors;

namespace Elbo.Tests.Maps;

public sealed class NearestNeighboursTests
{
    [Theory]
    [InlineData(2, 1, 1)]
    [InlineData(17, 3, 16)]
    [InlineData(300, 15, 20)]
    [InlineData(150, 200, 7)]
    [InlineData(1100, 2, 91)]
    public void They_are_those_that_sorting_all_distances_gives(int n, int dimensions, int count)
    {
        float[] points = Blobs.Noise(n * dimensions);
        using var pool = new WorkerPool(3);
        Check(points, dimensions, count, NearestNeighbours.FindOthers(points, dimensions, count, pool));
    }

    [Fact]
    public void A_strip_of_points_follows_another()
    {
        // 4,000 points of 40 dimensions are more than one strip.
        float[] points = Blobs.Noise(4000 * 40);
        using var pool = new WorkerPool(2);
        Check(points, 40, 50, NearestNeighbours.FindOthers(points, 40, 50, pool), every: 19);
    }

    [Fact]
    public void Of_equally_near_ones_the_lowest_index_comes_first()
    {
        var points = new float[50 * 2];
        using var pool = new WorkerPool(2);
        var found = NearestNeighbours.FindOthers(points, 2, 3, pool);
        Assert.Equal([1, 2, 3], found.Indices[..3]);
        Assert.Equal([0, 2, 3], found.Indices[3..6]);
        Assert.Equal([0, 1, 2], found.Indices[^3..]);
        Assert.All(found.SquaredDistances, distance => Assert.Equal(0, distance));
    }

    [Fact]
    public void Any_number_of_threads_finds_the_same()
    {
        float[] points = Blobs.Noise(1000 * 5);
        using var one = new WorkerPool(1);
        var expected = NearestNeighbours.FindOthers(points, 5, 30, one);
        foreach (int threads in new[] { 2, 3, 7 })
        {
            using var pool = new WorkerPool(threads);
            var found = NearestNeighbours.FindOthers(points, 5, 30, pool);
            Assert.Equal(expected.Indices, found.Indices);
            Assert.Equal(expected.SquaredDistances, found.SquaredDistances);
        }
    }

    [Fact]
    public void What_cannot_be_compared_is_refused()
    {
        using var pool = new WorkerPool(1);
        Assert.Contains("Point 1 is not finite in dimension 0", Assert.Throws<ElboException>(() => NearestNeighbours.FindOthers([1, 2, float.NaN, 4, 5, 6], 2, 1, pool)).Message, StringComparison.Ordinal);
        Assert.Contains("so far", Assert.Throws<ElboException>(() => NearestNeighbours.FindOthers([1e30f, -1e30f, 0], 1, 1, pool)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => NearestNeighbours.FindOthers([1, 2, 3], 2, 1, pool));
        Assert.Throws<ArgumentOutOfRangeException>(() => NearestNeighbours.FindOthers([1, 2, 3], 1, 3, pool));
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.Throws<OperationCanceledException>(() => NearestNeighbours.FindOthers(new float[600], 1, 3, pool, cancellation: cancelled.Token));
    }

    private static void Check(float[] points, int dimensions, int count, Neighbours found, int every = 1)
    {
        int n = points.Length / dimensions;
        Assert.Equal(n * count, found.Indices.Length);
        for (int q = 0; q < n; q += every)
        {
            var all = new List<(float Distance, int Index)>();
            for (int i = 0; i < n; i++)
            {
                if (i == q) continue;
                float sum = 0;
                for (int d = 0; d < dimensions; d++)
                {
                    float difference = points[(i * dimensions) + d] - points[(q * dimensions) + d];
                    sum = MathF.FusedMultiplyAdd(difference, difference, sum);
                }
                all.Add((sum, i));
            }
            all.Sort();
            for (int k = 0; k < count; k++)
                Assert.Equal(all[k], (found.SquaredDistances[(q * count) + k], found.Indices[(q * count) + k]));
        }
    }
}
