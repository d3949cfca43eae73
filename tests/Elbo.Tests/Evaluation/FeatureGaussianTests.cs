using Elbo.Evaluation;

namespace Elbo.Tests.Evaluation;

public sealed class FeatureGaussianTests
{
    [Fact]
    public void In_one_dimension_it_is_the_distance_of_means_and_deviations()
    {
        // Sample variances 2 and 50.
        Assert.Equal(4 + Math.Pow(Math.Sqrt(50) - Math.Sqrt(2), 2), Of(1, 0, 2).Distance(Of(1, -2, 8)), 1e-12);
    }

    [Fact]
    public void In_two_dimensions_it_is_the_closed_form_whether_covariances_commute_or_not()
    {
        float[] a = [0, 0, 1, 2, 3, 1, -1, 4, 2, 2], b = [5, 1, 4, 1, 1, 2, 3, -3, 2, 2, 0, 1];
        var (ma, sa) = Moments(a);
        var (mb, sb) = Moments(b);
        double[] product = [(sa[0] * sb[0]) + (sa[1] * sb[1]), (sa[1] * sb[1]) + (sa[2] * sb[2])];
        double determinant = ((sa[0] * sa[2]) - (sa[1] * sa[1])) * ((sb[0] * sb[2]) - (sb[1] * sb[1]));
        // The trace of a 2×2 matrix's root is √(tr + 2 √det).
        double expected = Math.Pow(ma[0] - mb[0], 2) + Math.Pow(ma[1] - mb[1], 2) + sa[0] + sa[2] + sb[0] + sb[2]
            - (2 * Math.Sqrt(product[0] + product[1] + (2 * Math.Sqrt(determinant))));
        Assert.Equal(expected, Of(2, a).Distance(Of(2, b)), 1e-10);
        Assert.Equal(expected, Of(2, b).Distance(Of(2, a)), 1e-10);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(20)]
    public void It_is_symmetric_and_zero_to_itself_even_where_directions_do_not_vary(int count)
    {
        const int Features = 64;
        var random = new Random(count);
        float[] a = new float[count * Features], b = new float[count * Features];
        for (int i = 0; i < a.Length; i++)
        {
            // Dead features, and one that repeats another.
            int f = i % Features;
            (a[i], b[i]) = f < 8 ? (0, 0) : f == 9 ? (a[i - 1], b[i - 1]) : (random.NextSingle() * f, random.NextSingle() * (70 - f));
        }
        FeatureGaussian one = new(a, Features), other = new(b, Features);
        double distance = one.Distance(other);
        Assert.True(distance > 1000);
        Assert.Equal(1, other.Distance(one) / distance, 1e-6);
        Assert.InRange(one.Distance(one), 0, 1e-3 * distance / 1000);
    }

    [Fact]
    public void A_shift_of_all_adds_its_square()
    {
        var random = new Random(8);
        float[] a = [.. Enumerable.Range(0, 900).Select(_ => random.Next(64) / 8f)], moved = [.. a.Select(value => value + 2)];
        Assert.Equal(3 * 4, Of(3, a).Distance(Of(3, moved)), 1e-6);
    }

    private static FeatureGaussian Of(int features, params float[] rows) => new(rows, features);

    private static (double[] Mean, double[] Covariance) Moments(float[] rows)
    {
        int n = rows.Length / 2;
        double x = rows.Where((_, i) => i % 2 == 0).Average(v => (double)v), y = rows.Where((_, i) => i % 2 == 1).Average(v => (double)v);
        double[] s = new double[3];
        for (int i = 0; i < n; i++)
        {
            double dx = rows[2 * i] - x, dy = rows[(2 * i) + 1] - y;
            s[0] += dx * dx / (n - 1);
            s[1] += dx * dy / (n - 1);
            s[2] += dy * dy / (n - 1);
        }
        return ([x, y], s);
    }
}
