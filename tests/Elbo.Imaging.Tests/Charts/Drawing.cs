using System.Globalization;
using System.Xml.Linq;

namespace Elbo.Imaging.Charts.Tests;

/// <summary>A chart read back as XML, and the boxes its texts take by the estimated widths.</summary>
internal sealed class Drawing(Chart chart)
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    public XDocument Document { get; } = XDocument.Parse(chart.ToSvg());

    public IEnumerable<string> Texts => Document.Descendants(Svg + "text").Select(t => t.Value);

    public IEnumerable<XElement> Paths => Document.Descendants(Svg + "path");

    public double Height => Number(Document.Root!, "height");

    public IEnumerable<string> DataColours => Paths.Where(p => p.Attribute("class") is null).Select(p => p.Attribute("stroke")!.Value);

    public void AssertNothingOverlapsOrLeaves()
    {
        List<(string Text, double Left, double Top, double Right, double Bottom)> boxes = [.. Document.Descendants(Svg + "text").Select(Box)];
        for (int i = 0; i < boxes.Count; i++)
        {
            var a = boxes[i];
            Assert.True(a.Left >= -1 && a.Top >= -1 && a.Right <= chart.Width + 1 && a.Bottom <= Height + 1, $"'{a.Text}' leaves the picture.");
            for (int j = 0; j < i; j++)
            {
                var b = boxes[j];
                bool apart = a.Right <= b.Left || b.Right <= a.Left || a.Bottom <= b.Top || b.Bottom <= a.Top;
                Assert.True(apart, $"'{a.Text}' and '{b.Text}' overlap.");
            }
        }
    }

    private static (string, double, double, double, double) Box(XElement text)
    {
        double x = Number(text, "x"), y = Number(text, "y"), size = Number(text, "font-size"), width = TextWidth.Of(text.Value, size);
        double before = text.Attribute("text-anchor")?.Value switch { "middle" => width / 2, "end" => width, _ => 0 };
        return text.Attribute("transform") is not null
            ? (text.Value, x - 0.8 * size, y - width + before, x + 0.2 * size, y + before)
            : (text.Value, x - before, y - 0.8 * size, x - before + width, y + 0.2 * size);
    }

    private static double Number(XElement element, string name) => double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);
}
