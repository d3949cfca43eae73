using Elbo.Figures;
using Elbo.Imaging.Charts;
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

    [Theory]
    [InlineData(3, 0)]
    [InlineData(30, 0)]
    [InlineData(59, 0)]
    [InlineData(60, 3)]
    [InlineData(300, 15)]
    [InlineData(3000, 150)]
    public void From_sixty_epochs_on_a_twentieth_of_them_is_averaged_over_and_the_chart_says_so(int epochs, int over)
    {
        double expected = over == 0 ? 0 : LineSeries.SmoothingOver(over);
        LineChart loss = TrainingCurves.Of(Rows(epochs), "Loss", row => row.GradientNorm, row => row.GradientNorm), norm = TrainingCurves.GradientNorm(Rows(epochs));
        Assert.All([.. loss.Series, .. norm.Series], series => Assert.Equal(expected, series.Smoothing));
        foreach (var chart in new[] { loss, norm })
        {
            if (over > 0) Assert.Contains($"averaged over about {over} epochs", chart.Subtitle, StringComparison.Ordinal);
            else Assert.DoesNotContain("averaged", chart.Subtitle, StringComparison.Ordinal);
            // A subtitle that is too long would end in dots.
            Assert.DoesNotContain("…", chart.ToSvg(), StringComparison.Ordinal);
        }
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
