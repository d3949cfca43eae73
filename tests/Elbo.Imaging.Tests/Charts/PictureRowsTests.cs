using System.Globalization;
using System.Xml.Linq;

namespace Elbo.Imaging.Charts.Tests;

public sealed class PictureRowsTests
{
    [Fact]
    public void Every_strip_stands_behind_its_name_pixel_for_pixel()
    {
        var strip = new Pixmap(50, 20, 3);
        strip.Pixels[7] = 200;
        var drawing = new Drawing(new PictureRows { Title = "Rows", Subtitle = "of two", Rows = [new("originals", strip), new("beta <1>", new Pixmap(50, 20, 1))] });
        drawing.AssertNothingOverlapsOrLeaves();
        Assert.Equal(["Rows", "of two", "originals", "beta <1>"], drawing.Texts);
        var images = Images(drawing);
        Assert.Equal(["50", "50"], images.Select(image => image.Attribute("width")!.Value));
        var read = Png.Read(Convert.FromBase64String(images[0].Attribute("href")!.Value.Split(',')[1]));
        Assert.Equal(strip.Pixels, read.Pixels);
        Assert.True(Place(images[0], "y") + 20 < Place(images[1], "y"));
    }

    [Fact]
    public void Long_strips_and_names_are_fitted_to_the_width()
    {
        var drawing = new Drawing(new PictureRows { Width = 400, Rows = [new(new string('m', 90), new Pixmap(1000, 100, 1))] });
        drawing.AssertNothingOverlapsOrLeaves();
        var image = Images(drawing)[0];
        Assert.True(Place(image, "x") + Place(image, "width") <= 400);
        Assert.Equal(Place(image, "width") / 10, Place(image, "height"), 0.02);
        Assert.EndsWith("…", Assert.Single(drawing.Texts), StringComparison.Ordinal);
    }

    private static List<XElement> Images(Drawing drawing) => [.. drawing.Document.Descendants().Where(element => element.Name.LocalName == "image")];

    private static double Place(XElement image, string name) => double.Parse(image.Attribute(name)!.Value, CultureInfo.InvariantCulture);
}
