using System.Globalization;
using System.Text;

namespace Elbo.Imaging.Charts;

/// <summary>Builds an SVG document: escaped text, short invariant numbers, a few shapes.</summary>
internal sealed class SvgWriter
{
    private readonly StringBuilder _text = new();

    public SvgWriter(double width, double height, string label)
    {
        string size = $"width=\"{Number(width)}\" height=\"{Number(height)}\"";
        _text.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" {size} viewBox=\"0 0 {Number(width)} {Number(height)}\" ");
        _text.Append(CultureInfo.InvariantCulture, $"role=\"img\" aria-label=\"{Escape(label)}\" font-family=\"{Style.Font}\">\n");
        _text.Append(CultureInfo.InvariantCulture, $"<style>{Style.Dark}</style>\n");
        _text.Append(CultureInfo.InvariantCulture, $"<rect class=\"elbo-ground\" {size} fill=\"{Style.Ground}\"/>\n");
    }

    public void Text(double x, double y, string text, double size, bool muted = false, string anchor = "start", bool bold = false, bool upwards = false)
    {
        if (text.Length == 0)
            return;
        _text.Append(CultureInfo.InvariantCulture, $"<text x=\"{Number(x)}\" y=\"{Number(y)}\" font-size=\"{Number(size)}\"");
        _text.Append(muted ? $" class=\"elbo-muted\" fill=\"{Style.Muted}\"" : $" class=\"elbo-ink\" fill=\"{Style.Ink}\"");
        if (anchor != "start")
            _text.Append(CultureInfo.InvariantCulture, $" text-anchor=\"{anchor}\"");
        if (bold)
            _text.Append(" font-weight=\"600\"");
        if (upwards)
            _text.Append(CultureInfo.InvariantCulture, $" transform=\"rotate(-90 {Number(x)} {Number(y)})\"");
        _text.Append(CultureInfo.InvariantCulture, $">{Escape(text)}</text>\n");
    }

    /// <summary>One path of straight lines that all belong to the grid or to the axes.</summary>
    public void Lines(string path, bool axis)
    {
        if (path.Length > 0)
            _text.Append(CultureInfo.InvariantCulture, $"<path class=\"elbo-{(axis ? "axis" : "grid")}\" d=\"{path}\" stroke=\"{(axis ? Style.AxisLine : Style.Grid)}\" fill=\"none\"/>\n");
    }

    /// <summary>A stroke of the data. Ends are round, so that a step of no length is a dot.</summary>
    public void Stroke(string path, string colour, double width, double opacity = 1, string dashes = "")
    {
        if (path.Length == 0)
            return;
        _text.Append(CultureInfo.InvariantCulture, $"<path d=\"{path}\" stroke=\"{colour}\" stroke-width=\"{Number(width)}\" fill=\"none\" stroke-linecap=\"round\" stroke-linejoin=\"round\"");
        if (opacity < 1)
            _text.Append(CultureInfo.InvariantCulture, $" stroke-opacity=\"{Number(opacity)}\"");
        if (dashes.Length > 0)
            _text.Append(CultureInfo.InvariantCulture, $" stroke-dasharray=\"{dashes}\"");
        _text.Append("/>\n");
    }

    /// <summary>A filled area of the data.</summary>
    public void Rectangle(double x, double y, double width, double height, string colour) =>
        _text.Append(CultureInfo.InvariantCulture, $"<rect x=\"{Number(x)}\" y=\"{Number(y)}\" width=\"{Number(width)}\" height=\"{Number(height)}\" fill=\"{colour}\"/>\n");

    /// <summary>A picture, embedded as PNG.</summary>
    public void Image(double x, double y, double width, double height, Pixmap picture)
    {
        using var png = new MemoryStream();
        Png.Write(picture, png);
        _text.Append(CultureInfo.InvariantCulture, $"<image x=\"{Number(x)}\" y=\"{Number(y)}\" width=\"{Number(width)}\" height=\"{Number(height)}\" ");
        _text.Append("href=\"data:image/png;base64,").Append(Convert.ToBase64String(png.GetBuffer(), 0, (int)png.Length)).Append("\"/>\n");
    }

    /// <summary>Everything until <see cref="EndWindow"/> is clipped to the rectangle and measured from its corner.</summary>
    public void BeginWindow(double x, double y, double width, double height) =>
        _text.Append(CultureInfo.InvariantCulture, $"<svg x=\"{Number(x)}\" y=\"{Number(y)}\" width=\"{Number(width)}\" height=\"{Number(height)}\" overflow=\"hidden\">\n");

    public void EndWindow() => _text.Append("</svg>\n");

    /// <summary>Everything until <see cref="EndShift"/> is measured from this point.</summary>
    public void BeginShift(double x, double y) => _text.Append(CultureInfo.InvariantCulture, $"<g transform=\"translate({Number(x)} {Number(y)})\">\n");

    public void EndShift() => _text.Append("</g>\n");

    public string Finish() => _text.Append("</svg>\n").ToString();

    /// <summary>Hundredths of a pixel are finer than any screen.</summary>
    public static string Number(double value) => Math.Round(value, 2).ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>Text fit for XML: markup escaped, characters that XML cannot hold replaced.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            bool paired = char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
            if (paired)
                escaped.Append(c).Append(text[++i]);
            else
                escaped.Append(c switch
                {
                    '&' => "&amp;",
                    '<' => "&lt;",
                    '>' => "&gt;",
                    '"' => "&quot;",
                    '\t' or '\n' or '\r' => " ",
                    < ' ' or '\uFFFE' or '\uFFFF' => "\uFFFD",
                    _ => char.IsSurrogate(c) ? "\uFFFD" : c.ToString(),
                });
        }
        return escaped.ToString();
    }
}
