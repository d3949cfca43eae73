namespace Elbo.Imaging.Charts.Tests;

public sealed class ScatterChartTests
{
    [Fact]
    public void Ten_thousand_points_stay_small_and_all_are_drawn()
    {
        var drawing = new Drawing(TrainAndTest(5000));
        Assert.InRange(drawing.Document.ToString().Length, 90_000, 300_000);
        Assert.Equal(10_000, drawing.Paths.Sum(p => p.Attribute("d")!.Value.Split("h0").Length - 1 - (p.Attribute("d")!.Value.Contains("h0.", StringComparison.Ordinal) ? 1 : 0)));
        for (int label = 0; label < 10; label++)
            Assert.Contains(Palette.Colour(label), drawing.DataColours);
    }

    [Fact]
    public void Points_outside_fixed_axes_are_counted()
    {
        var chart = new ScatterChart
        {
            X = new Axis { Minimum = -4, Maximum = 4 },
            Y = new Axis { Minimum = -4, Maximum = 4 },
            Panels = [new ScatterPanel("test", [0, 5, float.NaN, 1], [0, 0, 0, float.PositiveInfinity])],
        };
        Assert.Contains("1 point, 1 outside", new Drawing(chart).Texts);
    }

    [Fact]
    public void Equal_units_make_the_plot_as_square_as_its_ranges()
    {
        var drawing = new Drawing(TrainAndTest(50));
        foreach (var window in drawing.Document.Root!.Elements().Where(e => e.Name.LocalName == "svg"))
            Assert.Equal(double.Parse(window.Attribute("width")!.Value), double.Parse(window.Attribute("height")!.Value), 0.02);
    }

    [Theory]
    [InlineData(320, 1)]
    [InlineData(700, 2)]
    [InlineData(980, 2)]
    [InlineData(1500, 4)]
    public void Nothing_overlaps_at_any_size(double width, int panels)
    {
        foreach (float size in new[] { 1e-6f, 1, 1e6f, 1e12f })
            foreach (bool equal in new[] { false, true })
            {
                ScatterPanel panel = Panel("a panel with a title", 60, 3, size);
                new Drawing(new ScatterChart
                {
                    Title = "Latent codes",
                    Width = width,
                    EqualUnits = equal,
                    X = new Axis { Title = "z₁" },
                    Y = new Axis { Title = "z₂" },
                    Panels = [.. Enumerable.Repeat(panel, panels)],
                    ClassNames = [.. Enumerable.Range(0, 10).Select(i => $"class {i}")],
                }).AssertNothingOverlapsOrLeaves();
            }
    }

    [Theory]
    [InlineData(0, 0f)]
    [InlineData(1, 3f)]
    [InlineData(5, 0f)]
    public void Degenerate_data_are_drawn(int count, float value)
    {
        float[] same = [.. Enumerable.Repeat(value, count)];
        var drawing = new Drawing(new ScatterChart { Panels = [new ScatterPanel("p", same, same)] });
        drawing.AssertNothingOverlapsOrLeaves();
        Assert.DoesNotContain("NaN", drawing.Document.ToString(), StringComparison.Ordinal);
        Assert.Contains($"{count} point{(count == 1 ? "" : "s")}", drawing.Texts);
        new Drawing(new ScatterChart()).AssertNothingOverlapsOrLeaves();
    }

    [Fact]
    public void Arrays_of_different_lengths_are_refused() =>
        Assert.Throws<ArgumentException>(() => new ScatterChart { Panels = [new ScatterPanel("p", [1, 2], [1, 2], [0])] }.ToSvg());

    private static ScatterChart TrainAndTest(int count) => new()
    {
        Title = "Latent codes",
        Width = 980,
        X = new Axis { Title = "z₁", Minimum = -4, Maximum = 4 },
        Y = new Axis { Title = "z₂", Minimum = -4, Maximum = 4 },
        Panels = [Panel("train", count, 1, 3.9f), Panel("test", count, 2, 3.9f)],
        ClassNames = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"],
    };

    private static ScatterPanel Panel(string title, int count, int seed, float size)
    {
        var random = new Random(seed);
        return new ScatterPanel(title,
            [.. Enumerable.Range(0, count).Select(_ => (2 * random.NextSingle() - 1) * size)],
            [.. Enumerable.Range(0, count).Select(_ => (2 * random.NextSingle() - 1) * size)],
            [.. Enumerable.Range(0, count).Select(i => (byte)(i % 10))]);
    }
}
