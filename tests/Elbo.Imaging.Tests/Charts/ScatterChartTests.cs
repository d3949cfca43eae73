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
    public void Classes_that_come_one_after_the_other_are_drawn_in_turns()
    {
        // Of sixteen points, the first half of one class and the second of another: no class is all on top.
        float[] places = [.. Enumerable.Range(0, 16).Select(i => i / 16f)];
        var drawing = new Drawing(new ScatterChart { Panels = [new ScatterPanel("", places, places, [.. Enumerable.Range(0, 16).Select(i => (byte)(i / 8))])] });
        Assert.Equal(Enumerable.Repeat(new[] { Palette.Colour(0), Palette.Colour(1) }, 8).SelectMany(pair => pair), drawing.Paths.Select(path => path.Attribute("stroke")?.Value).Where(stroke => stroke is not null && stroke == Palette.Colour(0) || stroke == Palette.Colour(1)));
    }

    [Fact]
    public void Very_many_points_are_a_picture_within_the_drawing()
    {
        int count = ScatterChart.MostDrawnPoints + 1;
        var chart = new ScatterChart { Width = 300, EqualUnits = false, Panels = [Panel("all", count, 4, 1)] };
        var drawing = new Drawing(chart);
        Assert.Empty(drawing.DataColours);
        Assert.Contains($"{count:N0} points", drawing.Texts);
        var image = drawing.Document.Descendants().Single(e => e.Name.LocalName == "image");
        string href = image.Attribute("href")!.Value;
        Assert.StartsWith("data:image/png;base64,", href, StringComparison.Ordinal);
        Pixmap embedded = Png.Read(Convert.FromBase64String(href[(href.IndexOf(',', StringComparison.Ordinal) + 1)..])), alone = chart.PointsOf(0);
        Assert.Equal(4, embedded.Channels);
        Assert.Equal(alone.Pixels, embedded.Pixels);
        Assert.Equal(embedded.Width / 2.0, double.Parse(image.Attribute("width")!.Value), 0.02);
        Assert.DoesNotContain("<image", (chart with { Panels = [Panel("all", count - 1, 4, 1)] }).ToSvg(), StringComparison.Ordinal);
    }

    [Fact]
    public void Points_alone_are_dots_of_their_colours_at_their_places()
    {
        var chart = new ScatterChart
        {
            EqualUnits = false,
            X = new Axis { Minimum = 0, Maximum = 1 },
            Y = new Axis { Minimum = 0, Maximum = 1 },
            PointSize = 8,
            Panels = [new ScatterPanel("", [0.25f, 0.75f, float.NaN, 7], [0.25f, 0.5f, 0, 0], [1, 2, 0, 0])],
        };
        Pixmap picture = chart.PointsOf(0, scale: 1);
        double inked = 0;
        for (int p = 3; p < picture.Pixels.Length; p += 4) inked += picture.Pixels[p] / 255.0;
        double opacity = At(0.25, 0.75).Alpha / 255.0;
        Assert.InRange(opacity, 0.7, 1);
        // Two circles of diameter 8, and neither the point without a place nor the one outside.
        Assert.Equal(2 * Math.PI * 16 * opacity, inked, 4.0);
        Assert.Equal(Palette.Colour(1), At(0.25, 0.75).Colour);
        Assert.Equal(Palette.Colour(2), At(0.75, 0.5).Colour);
        Assert.Equal(0, At(0.5, 0.5).Alpha);
        Assert.InRange(chart.PointsOf(0, scale: 2).Width, (2 * picture.Width) - 2, 2 * picture.Width);
        Assert.Throws<ArgumentOutOfRangeException>(() => chart.PointsOf(1));
        Assert.Throws<ArgumentException>(() => chart.PointsOf(0, scale: 0));

        (string Colour, int Alpha) At(double x, double y)
        {
            var pixel = picture.Pixels.AsSpan(4 * (((int)(y * picture.Height) * picture.Width) + (int)(x * picture.Width)), 4);
            return ($"#{pixel[0]:x2}{pixel[1]:x2}{pixel[2]:x2}", pixel[3]);
        }
    }

    [Fact]
    public void Points_can_have_colours_of_their_own()
    {
        var colours = new PointColours([0, 1, 0.5f], [0, 1, 0.5f], [0.2f, 0.2f, 0.2f]);
        var chart = new ScatterChart { Panels = [new ScatterPanel("mean colour", [0, 1, 2], [0, 1, 2]) { Colours = colours }] };
        // The middles of the lowest, the highest and the middle step; blue has but one value.
        Assert.Equal(["#151233", "#eaed33", "#958033", Style.Rim], new Drawing(chart).DataColours.Distinct().OrderBy(colour => Array.IndexOf(["#151233", "#eaed33", "#958033", Style.Rim], colour)));
        Assert.Throws<ArgumentException>(() => new PointColours([1], [1], []));
        Assert.Throws<ArgumentException>(() => new PointColours([1], [1], [float.NaN]));
        Assert.Throws<ArgumentException>(() => (chart with { Panels = [new ScatterPanel("", [0], [0]) { Colours = colours }] }).ToSvg());
        Assert.Equal(0, new PointColours([], [], []).Count);
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

    [Fact]
    public void Points_with_numbers_have_the_ramps_colours_a_rim_and_a_bar_with_both_ends()
    {
        var chart = new ScatterChart
        {
            Panels = [new ScatterPanel("mean red", [0, 1, 2, 3], [0, 1, 2, 3], [0, 1, 2, 3]) { Values = new PointValues([0.2f, 0.5f, 0.9f, float.NaN], ColourRamp.Red, 0.2, 0.9) }],
        };
        var drawing = new Drawing(chart);
        string[] expected = [ColourRamp.Red.At(0), ColourRamp.Red.At(0.3 / 0.7), ColourRamp.Red.At(1)];
        Assert.Equal(expected.Append(Style.Rim).Order(), drawing.DataColours.Distinct().Order());
        Assert.Contains("3 points", drawing.Texts);
        Assert.Contains("0.200", drawing.Texts);
        Assert.Contains("0.900", drawing.Texts);
        string[] bar = [.. drawing.Document.Descendants().Where(e => e.Name.LocalName == "rect" && e.Attribute("class") is null).Select(e => e.Attribute("fill")!.Value)];
        Assert.Equal([Style.Rim, .. Enumerable.Range(0, ColourRamp.Levels).Select(ColourRamp.Red.Colour)], bar);
    }

    [Fact]
    public void Many_points_with_numbers_stay_small()
    {
        ScatterPanel panel = Panel("many", 5000, 3, 1);
        var chart = new ScatterChart { Panels = [panel with { Values = new PointValues([.. panel.X.Select(x => (x + 1) / 2)], ColourRamp.Blue) }] };
        Assert.InRange(chart.ToSvg().Length, 50_000, 300_000);
    }

    [Fact]
    public void Numbers_that_do_not_fit_their_points_or_ends_are_refused()
    {
        foreach (var values in new PointValues[] { new([1], ColourRamp.Red), new([1, 2], ColourRamp.Red, 1, 0), new([1, 2], ColourRamp.Red, 0, double.NaN) })
            Assert.Throws<ArgumentException>(() => new ScatterChart { Panels = [new ScatterPanel("p", [1, 2], [1, 2]) { Values = values }] }.ToSvg());
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
                if (size > 1)
                    panel = panel with { Values = new PointValues(panel.X, ColourRamp.Green, -size, size) };
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
        var shaded = new Drawing(new ScatterChart { Panels = [new ScatterPanel("p", same, same) { Values = new PointValues(same, ColourRamp.Red, value, value) }] });
        shaded.AssertNothingOverlapsOrLeaves();
        Assert.DoesNotContain("NaN", shaded.Document.ToString(), StringComparison.Ordinal);
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
