using Elbo.Formats.TensorBoard;

namespace Elbo.Tests.Formats.TensorBoard;

public sealed class HistogramTests
{
    [Fact]
    public void Every_value_is_counted_in_the_bucket_that_holds_it()
    {
        var random = new Random(1);
        float[] values = [.. Enumerable.Range(0, 10_000).Select(_ => (float)(random.NextDouble() * random.NextDouble() - 0.3))];
        double[] rows = Histogram.Buckets(values);
        Assert.Equal(Histogram.Count * Histogram.Columns, rows.Length);
        Assert.Equal((values.Min(), values.Max()), ((float)rows[0], (float)rows[^2]));
        for (int i = 0; i < Histogram.Count; i++)
        {
            double left = rows[i * 3], right = rows[(i * 3) + 1];
            bool last = i == Histogram.Count - 1;
            if (!last) Assert.Equal(right, rows[(i + 1) * 3]);
            Assert.Equal((rows[^2] - rows[0]) / Histogram.Count, right - left, 1e-12);
            Assert.Equal(values.Count(v => v >= left && (last ? v <= right : v < right)), rows[(i * 3) + 2]);
        }
    }

    [Fact]
    public void Values_that_are_not_finite_are_left_out()
    {
        double[] rows = Histogram.Buckets([float.NaN, 1, float.PositiveInfinity, 2, float.NegativeInfinity, 2]);
        Assert.Equal((1, 2, 1, 2), (rows[0], rows[^2], rows[2], rows[^1]));
        Assert.Equal(3, Counted(rows));
        Assert.Empty(Histogram.Buckets([float.NaN, float.PositiveInfinity]));
        Assert.Empty(Histogram.Buckets([]));
    }

    [Fact]
    public void Values_that_are_all_the_same_have_one_bucket_around_them() => Assert.Equal([0.25, 1.25, 4], Histogram.Buckets([0.75f, 0.75f, 0.75f, 0.75f]));

    [Theory]
    [InlineData(float.MinValue, float.MaxValue)]
    [InlineData(0f, float.Epsilon)]
    [InlineData(1f, 1.0000001f)]
    public void The_widest_and_the_narrowest_range_keep_their_ends(float least, float largest)
    {
        double[] rows = Histogram.Buckets([least, largest, largest]);
        Assert.Equal((least, largest, 1, 2), (rows[0], rows[^2], rows[2], rows[^1]));
        Assert.Equal(3, Counted(rows));
        Assert.All(rows, value => Assert.True(double.IsFinite(value)));
    }

    private static double Counted(double[] rows) => rows.Where((_, i) => i % 3 == 2).Sum();
}
