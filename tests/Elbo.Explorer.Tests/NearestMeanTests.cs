using Elbo.Explorer.Planes;

namespace Elbo.Explorer.Tests;

public sealed class NearestMeanTests
{
    [Fact]
    public void At_a_known_point_its_own_row_counts_alone()
    {
        float[] from = [0, 0, 1, 0, 0, 1], to = [10, 20, 30];
        Assert.Equal(20, Of(from, [1, 0], to, 3), 0.001f);
    }

    [Fact]
    public void Between_points_the_nearer_weighs_more_by_the_square_of_its_distance()
    {
        // Distances 1 and 2: weights 1 and 1/4.
        Assert.Equal((0 + (0.25f * 10)) / 1.25f, Of([0, 0, 3, 0], [1, 0], [0, 10], 8), 0.001f);
    }

    [Fact]
    public void Only_the_nearest_count()
    {
        float[] from = [.. Enumerable.Range(0, 20).SelectMany(i => new float[] { i, 0 })];
        float[] to = [.. Enumerable.Range(0, 20).Select(i => i < 2 ? 1f : 1e6f)];
        Assert.Equal(1, Of(from, [0.5f, 0], to, 2), 0.001f);
    }

    [Fact]
    public void Equal_points_share_the_weight() => Assert.Equal(15, Of([1, 1, 1, 1], [1, 1], [10, 20], 8), 0.001f);

    [Fact]
    public void Many_dimensions_are_measured_in_all_of_them()
    {
        float[] near = [.. Enumerable.Range(0, 37).Select(d => (float)d)], far = [.. near];
        far[36] += 1;
        float[] point = [.. near];
        Assert.Equal(1, Of([.. far, .. near], point, [2, 1], 1), 0.001f);
    }

    private static float Of(float[] from, float[] point, float[] to, int count)
    {
        Span<float> mean = stackalloc float[1];
        NearestMean.Of(from, point, to, mean, count);
        return mean[0];
    }
}
