using System.Text;

namespace Elbo.Imaging.Charts;

/// <summary>A picture of numbers, drawn as SVG on a light ground, or a dark one where the viewer prefers that.</summary>
public abstract record Chart
{
    private protected Chart() { }

    /// <summary>The headline; empty for none.</summary>
    public string Title { get; init; } = "";

    /// <summary>A quieter line under the headline; empty for none.</summary>
    public string Subtitle { get; init; } = "";

    /// <summary>Width in pixels, legend included; at least 240.</summary>
    public double Width { get; init; } = 820;

    /// <summary>The whole SVG document; the same chart gives the same text.</summary>
    /// <exception cref="ArgumentException">A setting is impossible or arrays that belong together differ in length.</exception>
    public abstract string ToSvg();

    /// <summary>Writes <see cref="ToSvg"/> in UTF-8, whole or not at all.</summary>
    /// <exception cref="IOException">The folder is missing or full; an earlier file at <paramref name="path"/> is untouched.</exception>
    public void Save(string path)
    {
        byte[] svg = Encoding.UTF8.GetBytes(ToSvg());
        AtomicFile.Write(path, stream => stream.Write(svg));
    }

    private protected void DrawTitles(SvgWriter svg)
    {
        double y = Style.Margin, width = Width - 2 * Style.Margin;
        if (Title.Length > 0)
            svg.Text(Style.Margin, (y += Style.TitleSize) - 3, TextWidth.Fit(Title, 1.06 * Style.TitleSize, width), Style.TitleSize, bold: true);
        if (Subtitle.Length > 0)
            svg.Text(Style.Margin, (y += Style.SubtitleSize + 6) - 3, TextWidth.Fit(Subtitle, Style.SubtitleSize, width), Style.SubtitleSize, muted: true);
    }

    /// <summary>Where the space below the headlines begins.</summary>
    private protected double TitlesHeight => Style.Margin + (Title.Length > 0 ? Style.TitleSize : 0)
        + (Subtitle.Length > 0 ? Style.SubtitleSize + 6 : 0) + (Title.Length + Subtitle.Length > 0 ? 16 : 0);

    private protected void CheckWidth()
    {
        if (!(Width is >= 240 and <= 20_000))
            throw new ArgumentException($"A chart cannot be {Width} pixels wide; use 240 to 20000.");
    }
}
