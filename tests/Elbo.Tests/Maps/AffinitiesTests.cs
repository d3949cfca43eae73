using Elbo.Maps;
using Elbo.Tensors;

namespace Elbo.Tests.Maps;

public sealed class AffinitiesTests
{
    [Theory]
    [InlineData(5)]
    [InlineData(30)]
    public void Each_points_neighbours_have_the_entropy_of_the_perplexity(double perplexity)
    {
        using var pool = new WorkerPool(2);
        int count = (int)((3 * perplexity) + 1);
        // From far closer than 1 to far wider.
        foreach (float scale in new[] { 1e-6f, 1, 1e6f })
        {
            float[] points = [.. Blobs.Of(400, 6, 4).Select(x => x * scale)];
            var neighbours = NearestNeighbours.FindOthers(points, 6, count, pool);
            float[] conditionals = PerplexityCalibration.Conditionals(neighbours, perplexity, pool);
            for (int i = 0; i < 400; i++)
            {
                var row = conditionals.AsSpan(i * count, count);
                double sum = 0, entropy = 0;
                foreach (float p in row)
                {
                    sum += p;
                    entropy -= p > 0 ? p * Math.Log(p) : 0;
                }
                Assert.Equal(1, sum, 5);
                Assert.Equal(perplexity, Math.Exp(entropy), 3e-3);
                for (int k = 1; k < count; k++) Assert.True(row[k] <= row[k - 1]);
            }
        }
    }

    [Fact]
    public void Equally_near_neighbours_share_alike()
    {
        using var pool = new WorkerPool(1);
        var neighbours = new Neighbours(4, [1, 2, 3, 4], [0, 0, 0, 0]);
        Assert.Equal([0.25f, 0.25f, 0.25f, 0.25f], PerplexityCalibration.Conditionals(neighbours, 2, pool));
    }

    [Fact]
    public void Pairs_have_the_mean_of_both_conditionals_and_sum_to_1()
    {
        const int N = 90, K = 13;
        using var pool = new WorkerPool(2);
        var neighbours = NearestNeighbours.FindOthers(Blobs.Of(N, 4, 3), 4, K, pool);
        float[] conditionals = PerplexityCalibration.Conditionals(neighbours, 4, pool);
        var expected = new double[N, N];
        for (int e = 0; e < conditionals.Length; e++)
        {
            expected[e / K, neighbours.Indices[e]] += conditionals[e] / (2.0 * N);
            expected[neighbours.Indices[e], e / K] += conditionals[e] / (2.0 * N);
        }
        var affinities = Affinities.Symmetric(neighbours, conditionals, pool);
        var found = new double[N, N];
        double sum = 0;
        for (int i = 0; i < N; i++)
        {
            Assert.Equal(0, affinities.Starts[i] % Affinities.Group);
            int last = -1;
            for (int e = affinities.Starts[i]; e < affinities.Starts[i + 1]; e++)
            {
                int j = affinities.Columns[e];
                if (j == i)
                {
                    Assert.Equal(0, affinities.Values[e]);
                    continue;
                }
                Assert.True(j > last);
                last = j;
                found[i, j] = affinities.Values[e];
                sum += affinities.Values[e];
            }
        }
        Assert.Equal(1, sum, 6);
        for (int i = 0; i < N; i++)
        {
            for (int j = 0; j < N; j++)
            {
                Assert.Equal(expected[i, j], found[i, j], 1e-9);
                Assert.Equal(found[i, j], found[j, i]);
            }
        }
    }
}
