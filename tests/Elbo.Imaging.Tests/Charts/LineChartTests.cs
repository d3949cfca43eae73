namespace Elbo.Imaging.Charts.Tests;

public sealed class LineChartTests
{
    [Fact]
    public void Every_series_title_unit_and_name_is_there()
    {
        var drawing = new Drawing(Losses(4));
        foreach (string text in new[] { "Training", "per step", "Step", "Loss (nats)", "series 0", "series 3" })
            Assert.Contains(text, drawing.Texts);
        for (int i = 0; i < 4; i++)
            Assert.True(drawing.DataColours.Count(c => c == Palette.Colour(i)) >= 3, "pale, smooth and legend strokes");
    }

    [Theory]
    [InlineData(240, 160)]
    [InlineData(400, 260)]
    [InlineData(820, 440)]
    [InlineData(1600, 900)]
    public void Nothing_overlaps_at_any_size(double width, double height)
    {
        foreach (int series in new[] { 0, 1, 5, 40 })
            foreach (bool log in new[] { false, true })
                new Drawing(Losses(series) with { Width = width, Height = height, Y = new Axis { Title = "Loss", Unit = "nats per image and more", Logarithmic = log } })
                    .AssertNothingOverlapsOrLeaves();
    }

    [Fact]
    public void Text_is_escaped()
    {
        var chart = new LineChart { Title = "a < b & \"c\" \0 \uD800", Series = [new LineSeries("<b>&", [1, 2], [1, 2])] };
        Assert.Contains("<b>&", new Drawing(chart).Texts);
    }

    [Fact]
    public void Values_that_are_not_finite_are_skipped()
    {
        double[] x = [0, 1, 2, 3, double.NaN, 5], y = [1, double.NaN, double.PositiveInfinity, 4, 5, double.NegativeInfinity];
        string svg = new LineChart { Series = [new LineSeries("s", x, y)] }.ToSvg();
        Assert.DoesNotContain("NaN", svg, StringComparison.Ordinal);
        Assert.DoesNotContain("∞", svg, StringComparison.Ordinal);
        Assert.DoesNotContain("Infinity", svg, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new double[0])]
    [InlineData(new[] { 5.0 })]
    [InlineData(new[] { 0.0, 0, 0 })]
    [InlineData(new[] { 12345678.0, 12345678 })]
    [InlineData(new[] { 1e-310, 1e300, -1e300 })]
    [InlineData(new[] { double.NaN, double.NaN })]
    [InlineData(new[] { double.MaxValue, double.MinValue })]
    [InlineData(new[] { 1, 1 + 1e-15 })]
    public void Degenerate_data_are_drawn(double[] y)
    {
        foreach (bool log in new[] { false, true })
        {
            var chart = new LineChart { X = new Axis { Logarithmic = log }, Y = new Axis { Logarithmic = log }, Series = [new LineSeries("s", [.. Enumerable.Range(1, y.Length).Select(i => (double)i)], y)] };
            var drawing = new Drawing(chart);
            drawing.AssertNothingOverlapsOrLeaves();
            Assert.DoesNotContain("NaN", drawing.Document.ToString(), StringComparison.Ordinal);
            Assert.True(drawing.Texts.Count() >= 3, "both axes have ticks");
        }
    }

    [Fact]
    public void One_point_is_a_dot() =>
        Assert.Contains(new Drawing(new LineChart { Series = [new LineSeries("", [3], [4])] }).Paths, p => p.Attribute("d")!.Value.EndsWith("h.01", StringComparison.Ordinal));

    [Fact]
    public void A_long_series_stays_short_and_keeps_its_extremes()
    {
        var x = new double[200_000];
        var y = new double[x.Length];
        for (int i = 0; i < x.Length; i++)
            (x[i], y[i]) = (i, Math.Sin(0.5 * i));
        y[123_456] = 50;
        var chart = new LineChart { Series = [new LineSeries("s", x, y)] };
        string svg = chart.ToSvg();
        Assert.InRange(svg.Length, 10_000, 60_000);
        // The spike reaches the top of the plot: 5 % padding of a span of 51.
        string line = new Drawing(chart).Paths.Single(p => p.Attribute("d")!.Value.Length > 5000).Attribute("d")!.Value;
        double top = line.Split('M', 'L').Skip(1).Min(p => double.Parse(p.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture));
        Assert.InRange(top, 10, 25);
    }

    [Fact]
    public void Smoothing_keeps_a_constant_and_calms_noise()
    {
        Assert.All(new LineSeries("", [1, 2, 3], [7, 7, 7]) { Smoothing = 0.9 }.Smooth(), v => Assert.Equal(7, v, 1e-12));
        var random = new Random(1);
        double[] noise = [.. Enumerable.Range(0, 1000).Select(_ => random.NextDouble() - 0.5)];
        double[] smooth = new LineSeries("", noise, noise) { Smoothing = 0.95 }.Smooth();
        Assert.True(smooth[100..].Max(Math.Abs) < 0.2);
    }

    [Fact]
    public void On_a_logarithmic_axis_ratios_are_averaged_and_what_is_not_positive_is_passed_over()
    {
        double[] smooth = new LineSeries("", [1, 2, 3], [100, 0, 1]) { Smoothing = 0.5 }.Smooth(logarithmic: true);
        Assert.Equal(100, smooth[0], 1e-9);
        Assert.Equal(0, smooth[1]);
        // Two places away: a quarter of the last one's weight, a fifth of all.
        Assert.Equal(Math.Pow(100, 1 / 5.0), smooth[2], 1e-9);
    }

    [Theory]
    [InlineData(0.5, 1)]
    [InlineData(0.9, 12)]
    [InlineData(0.99, 200)]
    public void A_smoothed_value_is_the_mean_of_its_neighbours_weighted_by_distance_and_ahead_no_further_than_back(double smoothing, int count)
    {
        var random = new Random(3);
        double[] x = [.. Enumerable.Range(0, count)], y = [.. x.Select(_ => random.NextDouble() < 0.1 ? double.NaN : random.NextDouble())];
        double[] smooth = new LineSeries("", x, y) { Smoothing = smoothing }.Smooth();
        for (int i = 0; i < count; i++)
        {
            double sum = 0, weights = 0;
            for (int j = 0; j < count && j <= 2 * i; j++)
            {
                if (double.IsNaN(y[j])) continue;
                sum += Math.Pow(smoothing, Math.Abs(i - j)) * y[j];
                weights += Math.Pow(smoothing, Math.Abs(i - j));
            }
            Assert.Equal(double.IsNaN(y[i]) ? double.NaN : sum / weights, smooth[i], 1e-9);
        }
    }

    [Fact]
    public void A_straight_line_does_not_lag_behind()
    {
        double[] x = [.. Enumerable.Range(0, 1000)];
        double[] smooth = new LineSeries("", x, x) { Smoothing = LineSeries.SmoothingOver(50) }.Smooth();
        Assert.Equal(0, smooth[0], 1e-9);
        for (int i = 0; i < 400; i++) Assert.Equal(x[i], smooth[i], 1e-6);
    }

    [Fact]
    public void Smoothing_over_so_many_values_weighs_that_many()
    {
        double smoothing = LineSeries.SmoothingOver(15), weights = 1;
        for (int i = 1; i < 1000; i++) weights += 2 * Math.Pow(smoothing, i);
        Assert.Equal(15, weights, 1e-9);
        Assert.Equal(0, LineSeries.SmoothingOver(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => LineSeries.SmoothingOver(0.5));
    }

    [Fact]
    public void Impossible_settings_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new LineChart { Series = [new LineSeries("s", [1], [1, 2])] }.ToSvg());
        Assert.Throws<ArgumentException>(() => new LineChart { Series = [new LineSeries("s", [1], [1]) { Smoothing = 1 }] }.ToSvg());
        Assert.Throws<ArgumentException>(() => new LineChart { Y = new Axis { Minimum = 2, Maximum = 1 } }.ToSvg());
        Assert.Throws<ArgumentException>(() => new LineChart { Y = new Axis { Minimum = 0, Logarithmic = true } }.ToSvg());
        Assert.Throws<ArgumentException>(() => new LineChart { Width = double.NaN }.ToSvg());
    }

    [Fact]
    public void A_chart_is_saved_as_it_is_drawn()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            Losses(2).Save(path);
            Assert.Equal(Losses(2).ToSvg(), File.ReadAllText(path));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static LineChart Losses(int series) => new()
    {
        Title = "Training",
        Subtitle = "per step",
        X = new Axis { Title = "Step", WholeNumbers = true },
        Y = new Axis { Title = "Loss", Unit = "nats" },
        Series = [.. Enumerable.Range(0, series).Select(k => new LineSeries($"series {k}",
            [.. Enumerable.Range(0, 500).Select(i => 10.0 * i)], [.. Enumerable.Range(0, 500).Select(i => 100 + k + 400 * Math.Exp(-i / 50.0) + Math.Sin(i))]) { Smoothing = 0.9 })],
    };
}
