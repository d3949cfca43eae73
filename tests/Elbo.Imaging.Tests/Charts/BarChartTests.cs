using System.Globalization;
using System.Xml.Linq;

namespace Elbo.Imaging.Charts.Tests;

public sealed class BarChartTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void Bars_stand_on_zero_in_proportion_and_pale_ones_stand_back()
    {
        var bars = Bars(new BarChart { Bars = [new("a", 4), new("b", 2, Pale: true), new("c", 0)] });
        Assert.Equal(2 * bars[1].Height, bars[0].Height, 0.02);
        Assert.Equal(bars[0].Bottom, bars[1].Bottom, 0.02);
        Assert.Equal(1, bars[2].Height);
        Assert.True(bars[0].Left < bars[1].Left && bars[1].Left < bars[2].Left);
        Assert.Equal([Palette.Colour(0), Palette.Colour(3), Palette.Colour(0)], bars.Select(bar => bar.Colour));
    }

    [Fact]
    public void Negative_bars_hang_from_zero()
    {
        var bars = Bars(new BarChart { Bars = [new("a", 3), new("b", -1)] });
        Assert.Equal(bars[0].Bottom, bars[1].Top, 0.02);
        Assert.Equal(3 * bars[1].Height, bars[0].Height, 0.05);
    }

    [Fact]
    public void A_bar_says_what_it_is_and_values_that_are_not_finite_leave_a_gap()
    {
        var drawing = new Drawing(new BarChart { X = new Axis { Title = "latent" }, Y = new Axis { Title = "KL", Unit = "nats" }, Bars = [new("<7>", 1.25), new("8", double.NaN), new("9", double.PositiveInfinity)] });
        Assert.Equal(["latent <7>: 1.25 nats"], drawing.Document.Descendants(Svg + "title").Select(title => title.Value));
        Assert.Contains("KL (nats)", drawing.Texts);
    }

    [Theory]
    [InlineData(0, 300)]
    [InlineData(1, 240)]
    [InlineData(9, 300)]
    [InlineData(20, 590)]
    [InlineData(100, 590)]
    [InlineData(1000, 1180)]
    public void Nothing_overlaps_with_any_number_of_bars(int count, double width)
    {
        var chart = new BarChart
        {
            Title = "KL divergence", Width = width, X = new Axis { Title = "latent dimension" }, Y = new Axis { Title = "KL", Unit = "nats" },
            Bars = [.. Enumerable.Range(0, count).Select(i => new Bar(i.ToString(CultureInfo.InvariantCulture), 1.0 / (1 + i)))],
        };
        var drawing = new Drawing(chart);
        drawing.AssertNothingOverlapsOrLeaves();
        Assert.Equal(count, drawing.Document.Descendants(Svg + "title").Count());
        // Names are there when all have room.
        Assert.Equal(count is > 0 and <= 20, drawing.Texts.Contains($"{count - 1}") && count > 0);
    }

    [Fact]
    public void Impossible_charts_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new BarChart { Height = 100 }.ToSvg());
        Assert.Throws<ArgumentException>(() => new BarChart { Y = new Axis { Logarithmic = true } }.ToSvg());
    }

    private static List<(double Left, double Top, double Bottom, double Height, string Colour)> Bars(BarChart chart) =>
        [.. new Drawing(chart).Document.Descendants(Svg + "title").Select(title => title.Parent!).Select(bar =>
            (Number(bar, "x"), Number(bar, "y"), Number(bar, "y") + Number(bar, "height"), Number(bar, "height"), bar.Attribute("fill")!.Value))];

    private static double Number(XElement element, string name) => double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);
}
