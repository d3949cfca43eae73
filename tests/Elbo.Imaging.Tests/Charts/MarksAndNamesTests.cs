using System.Globalization;
using System.Xml.Linq;

namespace Elbo.Imaging.Charts.Tests;

public sealed class MarksAndNamesTests
{
    [Fact]
    public void Marks_stand_in_place_of_round_numbers_without_touching()
    {
        var axis = new Axis { Title = "beta", Marks = [new(0, "0"), new(1, "one"), new(2, "two"), new(200, "200"), new(300, "outside")] };
        var drawing = new Drawing(new LineChart { X = axis, Series = [new("", [0, 1, 2, 200], [5, 6, 7, 8])] });
        drawing.AssertNothingOverlapsOrLeaves();
        Assert.Contains("0", drawing.Texts);
        Assert.Contains("200", drawing.Texts);
        foreach (string crowded in new[] { "one", "two", "50", "outside" }) Assert.DoesNotContain(crowded, drawing.Texts);
    }

    [Fact]
    public void Many_long_marks_are_shortened()
    {
        AxisMark[] marks = [.. Enumerable.Range(0, 6).Select(i => new AxisMark(i, $"{i} a very long name of a category {i}"))];
        var drawing = new Drawing(new LineChart { X = new Axis { Marks = marks, Minimum = -0.4, Maximum = 5.4 }, Series = [new("", [0, 1, 2, 3, 4, 5], [5, 6, 7, 8, 9, 10])] });
        drawing.AssertNothingOverlapsOrLeaves();
        Assert.Equal(6, drawing.Texts.Count(text => text.EndsWith('…')));
    }

    [Fact]
    public void Names_beside_points_touch_neither_each_other_nor_leave_the_plot()
    {
        float[] x = [.. Enumerable.Range(0, 40).Select(i => i % 7 * 1.3f)], y = [.. Enumerable.Range(0, 40).Select(i => i * i % 11 * 0.7f)];
        var chart = new ScatterChart { EqualUnits = false, Panels = [new ScatterPanel("", x, y) { Names = [.. x.Select((_, i) => $"latent {i}, beta 8")] }] };
        var window = new Drawing(chart).Document.Root!.Elements().Single(element => element.Name.LocalName == "svg");
        double width = Number(window, "width"), height = Number(window, "height");
        var boxes = window.Elements().Where(element => element.Name.LocalName == "text")
            .Select(text => (Left: Number(text, "x"), Bottom: Number(text, "y"), Right: Number(text, "x") + TextWidth.Of(text.Value, 11.5), Top: Number(text, "y") - 10)).ToList();
        Assert.InRange(boxes.Count, 10, 40);
        for (int i = 0; i < boxes.Count; i++)
        {
            var a = boxes[i];
            Assert.True(a.Left >= 0 && a.Right <= width && a.Top >= -1 && a.Bottom <= height);
            Assert.All(boxes.Take(i), b => Assert.True(a.Right <= b.Left || b.Right <= a.Left || a.Bottom <= b.Top || b.Bottom <= a.Top));
        }
    }

    [Fact]
    public void A_name_for_each_point_is_needed()
    {
        var chart = new ScatterChart { Panels = [new ScatterPanel("codes", [1, 2], [1, 2]) { Names = ["one"] }] };
        Assert.Contains("2 points but 1 names", Assert.Throws<ArgumentException>(chart.ToSvg).Message);
    }

    private static double Number(XElement element, string name) => double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);
}
