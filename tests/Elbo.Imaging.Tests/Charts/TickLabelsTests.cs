namespace Elbo.Imaging.Charts.Tests;

/// <summary>Whatever the numbers, a chart's labels can be read: none touches another, none says the same as another.</summary>
public sealed class TickLabelsTests
{
    [Theory]
    [InlineData(false, true)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    [InlineData(true, false)]
    public void Labels_of_an_axis_never_overlap_or_repeat(bool logarithmic, bool horizontal)
    {
        var random = new Random(7);
        for (int trial = 0; trial < 6000; trial++)
        {
            (double low, double high) = Range(random, logarithmic);
            bool whole = random.Next(4) == 0;
            double length = Math.Exp(random.NextDouble() * Math.Log(2000.0 / 40)) * 40;
            var ends = new Axis { Minimum = low, Maximum = high, Logarithmic = logarithmic };
            List<Tick> ticks = Ticks.Along(Scale.Fit(ends, Extent.Empty, 0), length, horizontal, whole);
            string all = $"{low:R} to {high:R}, {length} pixels{(whole ? ", whole numbers" : "")}: {string.Join(' ', ticks.Select(t => $"{t.Label}@{t.Position:F1}"))}";
            Assert.True(whole || ticks.Count > 0, all);
            for (int i = 0; i < ticks.Count; i++)
            {
                Assert.True(ticks[i].Position >= 0 && ticks[i].Position <= length, all);
                Assert.False(whole && !logarithmic && ticks[i].Value != Math.Floor(ticks[i].Value), all);
                for (int j = 0; j < i; j++)
                {
                    double needed = horizontal ? (TextWidth.Of(ticks[i].Label, Style.TickSize) + TextWidth.Of(ticks[j].Label, Style.TickSize)) / 2 : Style.TickSize;
                    Assert.True(ticks[i].Position - ticks[j].Position > needed, all);
                    Assert.True(ticks[i].Label != ticks[j].Label, all);
                }
            }
        }
    }

    [Fact]
    public void Labels_of_a_line_chart_never_overlap_or_leave_it()
    {
        var random = new Random(8);
        for (int trial = 0; trial < 400; trial++)
        {
            bool logX = random.Next(4) == 0, logY = random.Next(3) == 0;
            int points = random.Next(1, 40);
            double[] x = Values(random, logX, points), y = Values(random, logY, points);
            var chart = new LineChart
            {
                Title = "A chart",
                Width = random.Next(240, 1600),
                Height = random.Next(160, 900),
                X = new Axis { Title = "epoch", Logarithmic = logX, WholeNumbers = random.Next(2) == 0 },
                Y = new Axis { Title = "Loss", Unit = "nats per image", Logarithmic = logY },
                Series = [.. Enumerable.Range(0, random.Next(1, 3)).Select(i => new LineSeries(random.Next(2) == 0 ? "" : $"series {i}", x, y))],
            };
            AssertReadable(chart, $"{chart.Width}×{chart.Height}, x {x.Min():R} to {x.Max():R}{(logX ? " log" : "")}, y {y.Min():R} to {y.Max():R}{(logY ? " log" : "")}");
        }
    }

    [Fact]
    public void Labels_of_a_scatter_chart_never_overlap_or_leave_it()
    {
        var random = new Random(9);
        for (int trial = 0; trial < 200; trial++)
        {
            int points = random.Next(1, 40), panels = random.Next(1, 4);
            float[] x = [.. Values(random, false, points).Select(v => (float)v)], y = [.. Values(random, false, points).Select(v => (float)v)];
            var chart = new ScatterChart
            {
                Width = random.Next(400 * panels, 1600),
                EqualUnits = random.Next(2) == 0,
                X = new Axis { Title = "latent 0" },
                Y = new Axis { Title = "latent 1" },
                Panels = [.. Enumerable.Range(0, panels).Select(i => new ScatterPanel($"Panel {i}", x, y))],
                ClassNames = random.Next(2) == 0 ? [] : ["one", "two"],
            };
            AssertReadable(chart, $"{chart.Width}, {panels} panels, {(chart.EqualUnits ? "equal units, " : "")}x {x.Min():R} to {x.Max():R}, y {y.Min():R} to {y.Max():R}");
        }
    }

    private static void AssertReadable(Chart chart, string what)
    {
        try
        {
            new Drawing(chart).AssertNothingOverlapsOrLeaves();
        }
        catch (Xunit.Sdk.XunitException error)
        {
            Assert.Fail($"{what}: {error.Message}");
        }
    }

    private static double[] Values(Random random, bool positive, int count)
    {
        (double low, double high) = Range(random, positive);
        return [.. Enumerable.Range(0, count).Select(_ => low + (random.NextDouble() * (high - low)))];
    }

    /// <summary>Around zero or on one side of it, of any size, and as narrow as a billionth of it.</summary>
    private static (double Low, double High) Range(Random random, bool positive)
    {
        double size = Math.Pow(10, random.Next(3) == 0 ? random.Next(-150, 151) : random.Next(-8, 10));
        double span = size * (random.Next(2) == 0 ? random.NextDouble() : Math.Pow(10, -8.5 * random.NextDouble()));
        double low = positive ? size * Math.Pow(10, random.NextDouble()) : size * ((2 * random.NextDouble()) - 1);
        double high = positive && random.Next(2) == 0 ? low * Math.Pow(10, 40 * Math.Pow(random.NextDouble(), 3)) : low + span;
        return high > low ? (low, high) : (low, low + Math.Abs(size));
    }
}
