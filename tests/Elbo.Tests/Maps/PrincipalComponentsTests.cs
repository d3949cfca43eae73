using Elbo.Maps;

namespace Elbo.Tests.Maps;

public sealed class PrincipalComponentsTests
{
    [Fact]
    public void Points_on_a_cross_have_its_arms()
    {
        // Variances 4·9/4 along (3, 4)/5 and 4·1/4 along (−4, 3)/5, around (1, 2).
        float[] points = [1 + 1.8f, 2 + 2.4f, 1 - 1.8f, 2 - 2.4f, 1 - 0.8f, 2 + 0.6f, 1 + 0.8f, 2 - 0.6f];
        var found = PrincipalComponents.Of(points, 2, threads: 1);
        Assert.Equal([1, 2], found.Mean.Select(x => Math.Round(x, 5)));
        Assert.Equal(4.5, found.Variances[0], 5);
        Assert.Equal(0.5, found.Variances[1], 5);
        Assert.Equal(5, found.TotalVariance, 5);
        // Both point to where their largest entry is positive.
        Assert.Equal([0.6, 0.8, 0.8, -0.6], found.Directions.Select(x => Math.Round(x, 5)));
        float[] places = found.Project(points);
        Assert.Equal([3, 0, -3, 0, 0, -1, 0, 1], places.Select(x => MathF.Round(x, 5) + 0f));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    [InlineData(130)]
    public void Directions_are_orthogonal_and_no_rotation_varies_more(int dimensions)
    {
        float[] points = Blobs.Of(500, dimensions, 5);
        var found = PrincipalComponents.Of(points, dimensions, dimensions, threads: 2);
        for (int a = 0; a < dimensions; a++)
        {
            for (int b = 0; b <= a; b++)
            {
                double product = 0;
                for (int d = 0; d < dimensions; d++) product += found.Directions[(a * dimensions) + d] * found.Directions[(b * dimensions) + d];
                Assert.Equal(a == b ? 1 : 0, product, 1e-10);
            }
            if (a > 0) Assert.True(found.Variances[a] <= found.Variances[a - 1]);
        }
        Assert.Equal(found.TotalVariance, found.Variances.Sum(), 1e-8 * found.TotalVariance);
        // The projections have these variances and are uncorrelated.
        float[] places = found.Project(points);
        int last = dimensions - 1;
        double first = 0, cross = 0;
        for (int i = 0; i < 500; i++)
        {
            first += places[i * dimensions] * places[i * dimensions] / 500.0;
            cross += places[i * dimensions] * (double)places[(i * dimensions) + last] / 500.0;
        }
        Assert.Equal(found.Variances[0], first, 1e-4 * first);
        Assert.Equal(last == 0 ? first : 0, cross, 1e-4 * first);
    }

    [Fact]
    public void Any_number_of_threads_gives_the_same_bits()
    {
        float[] points = Blobs.Of(300, 40, 5);
        var one = PrincipalComponents.Of(points, 40, 3, threads: 1);
        foreach (int threads in new[] { 2, 3, 7 })
        {
            var more = PrincipalComponents.Of(points, 40, 3, threads);
            Assert.Equal(one.Directions, more.Directions);
            Assert.Equal(one.Variances, more.Variances);
        }
    }

    [Fact]
    public void Equal_points_have_no_variance_and_finite_directions()
    {
        var found = PrincipalComponents.Of([3, 4, 5, 3, 4, 5], 3);
        Assert.Equal([0, 0], found.Variances);
        Assert.All(found.Project([3, 4, 5]), x => Assert.Equal(0, x));
        Assert.Throws<ElboException>(() => PrincipalComponents.Of([], 3));
        Assert.Throws<ElboException>(() => PrincipalComponents.Of([1, float.PositiveInfinity], 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => PrincipalComponents.Of([1, 2], 2, 3));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(30)]
    public void Eigenvectors_rebuild_their_matrix(int n)
    {
        float[] noise = Blobs.Noise(n * n);
        var matrix = new double[n * n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++) matrix[(i * n) + j] = noise[(Math.Max(i, j) * n) + Math.Min(i, j)];
        }
        // Twin eigenvalues, and a row that is diagonal already.
        if (n > 2) for (int k = 0; k < n; k++) (matrix[k], matrix[k * n]) = k == 0 ? (2, 2) : (0, 0);
        var (values, vectors) = SymmetricEigen.Of(matrix, n);
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                double sum = 0;
                for (int k = 0; k < n; k++) sum += values[k] * vectors[(k * n) + i] * vectors[(k * n) + j];
                Assert.Equal(matrix[(i * n) + j], sum, 1e-11 * n);
            }
        }
    }
}
