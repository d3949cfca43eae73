namespace Elbo.Imaging.Charts;

/// <summary>A strip of pictures and its name.</summary>
/// <param name="Name">What stands before it.</param>
/// <param name="Picture">The strip, such as a <see cref="ContactSheet"/> of one row.</param>
public sealed record PictureRow(string Name, Pixmap Picture);

/// <summary>Strips of pictures under each other, each behind its name, for comparing them. The pictures are embedded in the SVG.</summary>
public sealed record PictureRows : Chart
{
    private const double Gap = 6, Distance = 14, LargestShare = 0.32;

    /// <summary>The strips, from the top.</summary>
    public IReadOnlyList<PictureRow> Rows { get; init; } = [];

    /// <inheritdoc/>
    public override string ToSvg()
    {
        CheckWidth();
        double names = 0;
        foreach (PictureRow row in Rows)
            names = Math.Max(names, TextWidth.Of(row.Name, Style.LegendSize));
        names = Math.Min(names, LargestShare * Width);
        double left = Style.Margin + names + Distance, room = Width - left - Style.Margin, y = TitlesHeight, height = y;
        foreach (PictureRow row in Rows)
            height += Shown(row, room).Height + Gap;

        var svg = new SvgWriter(Width, Math.Ceiling(height + Style.Margin - Gap), Title);
        DrawTitles(svg);
        foreach (PictureRow row in Rows)
        {
            (double width, double high) = Shown(row, room);
            svg.Text(left - Distance, y + high / 2 + 0.36 * Style.LegendSize, TextWidth.Fit(row.Name, Style.LegendSize, names), Style.LegendSize, anchor: "end");
            svg.Picture(left, y, width, high, row.Picture);
            y += high + Gap;
        }
        return svg.Finish();
    }

    /// <summary>A pixel for a pixel, or smaller where the strip is too long.</summary>
    private static (double Width, double Height) Shown(PictureRow row, double room)
    {
        double scale = Math.Min(1, room / row.Picture.Width);
        return (scale * row.Picture.Width, scale * row.Picture.Height);
    }
}
