using Elbo.Figures;
using Elbo.Runs;

namespace Elbo.Tests.Figures;

public sealed class TrainingCurvesTests
{
    [Fact]
    public void The_gradients_norm_is_drawn_over_the_steps_and_by_ratios()
    {
        var chart = TrainingCurves.GradientNorm(Rows(20));
        Assert.Equal(Rows(20).Select(row => (double)row.Step), Assert.Single(chart.Series).X);
        Assert.Equal(Rows(20).Select(row => row.GradientNorm), chart.Series[0].Y);
        Assert.True(chart.Y.Logarithmic);
        Assert.Equal(0, chart.Series[0].Smoothing);
    }

    [Fact]
    public void Over_very_many_epochs_an_average_lies_over_the_pale_values()
    {
        var chart = TrainingCurves.GradientNorm(Rows(1600));
        Assert.InRange(chart.Series[0].Smoothing, 0.8, 0.99);
    }

    [Fact]
    public void A_norm_of_zero_or_none_leaves_a_gap()
    {
        EpochMetrics[] rows = [.. Rows(3), new() { Epoch = 4, Step = 40, GradientNorm = 0 }, new() { Epoch = 5, Step = 50, GradientNorm = double.NaN }];
        Assert.DoesNotContain("NaN", TrainingCurves.GradientNorm(rows).ToSvg(), StringComparison.Ordinal);
    }

    private static EpochMetrics[] Rows(int count)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(1, count).Select(i => new EpochMetrics { Epoch = i, Step = 10 * i, GradientNorm = (20 + (5000.0 / i)) * Math.Exp(random.NextDouble() - 0.5) })];
    }
}
