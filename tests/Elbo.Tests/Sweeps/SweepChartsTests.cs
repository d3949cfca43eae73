using Elbo.Sweeps;

namespace Elbo.Tests.Sweeps;

public sealed class SweepChartsTests
{
    [Fact]
    public void One_setting_gives_a_line_for_the_test_set_and_one_for_training()
    {
        var chart = SweepCharts.Final(Table(["model.latent"], ["20"], ["2"], ["4"]), "Loss", terms => terms.Loss);
        Assert.Equal(["test set", "training, last epoch"], chart.Series.Select(line => line.Name));
        Assert.Equal([2.0, 4, 20], chart.Series[0].X);
        Assert.Equal([11.0, 12, 10], chart.Series[0].Y);
        Assert.Equal([111.0, 112, 110], chart.Series[1].Y);
        Assert.False(chart.X.Logarithmic);
    }

    [Fact]
    public void Several_settings_give_a_line_for_each_combination_of_the_others()
    {
        var chart = SweepCharts.Final(Table(["model.latent", "objective.beta"], ["2", "1"], ["2", "4"], ["8", "1"], ["8", "4"]), "Loss", terms => terms.Loss);
        Assert.Equal(["beta 1", "beta 4"], chart.Series.Select(line => line.Name));
        Assert.Equal([10.0, 12], chart.Series[0].Y);
        Assert.Equal([11.0, 13], chart.Series[1].Y);
    }

    [Fact]
    public void Widely_spread_values_stand_on_a_logarithmic_axis_and_with_0_among_them_at_equal_distances()
    {
        Assert.True(SweepCharts.Final(Table(["a.b"], ["2"], ["200"]), "Loss", terms => terms.Loss).X.Logarithmic);
        var even = SweepCharts.Final(Table(["a.b"], ["200"], ["0"], ["8"], ["1"]), "Loss", terms => terms.Loss);
        Assert.False(even.X.Logarithmic);
        Assert.Equal([0.0, 1, 2, 3], even.Series[0].X);
        Assert.Equal(["0", "1", "8", "200"], even.X.Marks.Select(mark => mark.Label));
        Assert.Contains("not to scale", even.Subtitle);
        var words = SweepCharts.Final(Table(["a.b"], ["softplus"], ["exp"]), "Loss", terms => terms.Loss);
        Assert.Equal([0.0, 1], words.Series[0].X);
        var near = SweepCharts.Final(Table(["a.b"], ["0"], ["1"], ["4"]), "Loss", terms => terms.Loss);
        Assert.Equal([0.0, 1, 4], near.Series[0].X);
    }

    [Fact]
    public void The_vertical_axis_is_logarithmic_where_a_few_values_dwarf_the_others()
    {
        Assert.True(SweepCharts.Wide([double.NaN, 5000, 8, 4, 3.6, 1]));
        Assert.False(SweepCharts.Wide([26, 8, 4, 3.6, 1e-4]));
        Assert.False(SweepCharts.Wide([5000, 8, 4, 3.6, 0]));
        Assert.False(SweepCharts.Wide([]));
    }

    [Fact]
    public void Rate_and_distortion_show_a_named_point_for_each_run()
    {
        var chart = SweepCharts.RateDistortion(Table(["a.beta"], ["1"], ["4.0"]));
        var panel = Assert.Single(chart.Panels);
        Assert.Equal(["beta 1", "beta 4"], panel.Names);
        Assert.Equal([1f, 2], panel.X);
        Assert.Equal([5f, 6], panel.Y);
    }

    private static SweepTable Table(string[] keys, params string[][] values) => new("r", "p", keys, [.. values.Select((each, i) => new SweepRow
    {
        Name = RunName.Of(keys, each), Values = each, State = SweepState.Finished, Training = new(110 + i, 0, 0), Test = new(10 + i, 5 + i, 1 + i),
    })]);
}
