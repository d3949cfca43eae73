using Elbo.Evaluation;
using Elbo.Tensors.Tests;

namespace Elbo.Tests.Evaluation;

public sealed class LogSumTests
{
    [Fact]
    public void It_is_the_logarithm_of_the_sum_to_twelve_digits_however_large_or_far_apart_values_are()
    {
        var random = new Random(3);
        foreach (double spread in new[] { 0, 1e-9, 1, 30, 1e3, 1e5 })
        {
            foreach (double shift in new[] { 0, -1e4, 1e4, 3e5 })
            {
                double[] values = [.. Enumerable.Range(0, 40).Select(_ => shift + (spread * random.NextDouble()))];
                var sum = Of(values);
                double exact = (double)Truth.LogSumExp(values.Select(value => (Precise)value));
                Assert.Equal(exact, sum.Log, 1e-14 * (Math.Abs(exact) + 4));
                // The bound of many samples is never below the mean of single ones.
                Assert.True(sum.Log - Math.Log(values.Length) >= (sum.Plain / values.Length) - (1e-14 * (Math.Abs(exact) + 4)));
            }
        }
    }

    [Fact]
    public void Moving_all_values_moves_it_by_as_much()
    {
        var random = new Random(4);
        for (int i = 0; i < 200; i++)
        {
            double[] values = [.. Enumerable.Range(0, 1 + random.Next(20)).Select(_ => (double)random.Next(-5000, 5000))];
            int shift = random.Next(-1_000_000, 1_000_000);
            Assert.Equal(Of(values).Log + shift, Of([.. values.Select(value => value + shift)]).Log, 1e-9);
        }
    }

    [Fact]
    public void Two_impossible_samples_once_made_the_bound_NaN()
    {
        double none = double.NegativeInfinity;
        Assert.Equal(none, Of(none, none).Log);
        Assert.Equal(3, Of(none, none, 3, none).Log);
        Assert.Equal(3 + Math.Log(2), Of(3, none, 3).Log, 1e-14);
        Assert.Equal(double.PositiveInfinity, Of(1, double.PositiveInfinity, double.PositiveInfinity, 2).Log);
    }

    [Fact]
    public void A_NaN_stays_one_wherever_it_comes()
    {
        Assert.True(double.IsNaN(Of(double.NaN, 1, 2).Log));
        Assert.True(double.IsNaN(Of(1, double.NaN, 2, double.NegativeInfinity).Log));
        Assert.True(double.IsNaN(Of(1, 2, double.NaN).Log));
    }

    private static LogSum Of(params double[] values)
    {
        LogSum sum = default;
        foreach (double value in values) sum.Add(value);
        return sum;
    }
}
