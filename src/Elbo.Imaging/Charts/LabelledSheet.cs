namespace Elbo.Imaging.Charts;

/// <summary>A contact sheet whose rows and columns are named: as SVG, with the pictures embedded as PNG.</summary>
public sealed record LabelledSheet : Chart
{
    private const double LabelDistance = 12, LineHeight = 15, ColumnGap = 6;

    /// <summary>An empty sheet, as wide as its labels and pictures will need; <see cref="Chart.Width"/> is the least.</summary>
    public LabelledSheet() => Width = 240;

    /// <summary>Scale, gaps and ground of the pictures; one pixel of the sheet is one of the drawing.</summary>
    public ContactSheet Layout { get; init; } = new();

    /// <summary>The pictures, equally large, row by row.</summary>
    public required IReadOnlyList<Pixmap> Pictures { get; init; }

    /// <summary>Pictures in a row.</summary>
    public required int Columns { get; init; }

    /// <summary>Whether every two rows belong together and stand apart from the next two; their number is then even.</summary>
    public bool PairedRows { get; init; }

    /// <summary>A name for each row, to its left; empty for none.</summary>
    public IReadOnlyList<string> RowLabels { get; init; } = [];

    /// <summary>A quieter remark on each row, below its name; empty for none. Left out where rows are too low for two lines.</summary>
    public IReadOnlyList<string> RowNotes { get; init; } = [];

    /// <summary>A name for each column, above it; empty for none. Where they would touch, every second, third … is left out.</summary>
    public IReadOnlyList<string> ColumnLabels { get; init; } = [];

    private int Rows => (Pictures.Count + Columns - 1) / Math.Max(1, Columns);

    /// <summary>The pictures alone.</summary>
    /// <exception cref="ArgumentException">There are no pictures, they do not fill the rows, or the labels are not as many as rows or columns.</exception>
    public Pixmap Sheet() => Draw().Picture;

    /// <inheritdoc/>
    public override string ToSvg()
    {
        CheckWidth();
        Sheet sheet = Draw();
        bool notes = RowNotes.Count > 0 && sheet.CellHeight >= 2 * LineHeight, labels = RowLabels.Count > 0 && sheet.CellHeight >= LineHeight - 4;
        double left = Style.Margin, top = TitlesHeight + (ColumnLabels.Count > 0 ? Style.TickSize + 6 : 0);
        if (labels)
            left += LabelDistance + Math.Max(Widest(RowLabels, Style.LegendSize), notes ? Widest(RowNotes, Style.TickSize) : 0);
        double width = Math.Max(Math.Max(Width, left + sheet.Picture.Width + Style.Margin), Math.Min(1200, TitlesWidth));

        var svg = new SvgWriter(width, top + sheet.Picture.Height + Style.Margin, Title);
        (this with { Width = width }).DrawTitles(svg);
        DrawColumnLabels(svg, sheet, left, top);
        for (int row = 0; labels && row < RowLabels.Count; row++)
        {
            double middle = top + sheet.Top(row) + (sheet.CellHeight / 2.0) - (notes ? LineHeight / 2 : 0), right = left - LabelDistance;
            svg.Text(right, middle + (0.36 * Style.LegendSize), RowLabels[row], Style.LegendSize, anchor: "end");
            if (notes)
                svg.Text(right, middle + LineHeight + (0.36 * Style.TickSize), RowNotes[row], Style.TickSize, muted: true, anchor: "end");
        }
        svg.Picture(left, top, sheet.Picture.Width, sheet.Picture.Height, sheet.Picture, squares: true);
        return svg.Finish();
    }

    private double TitlesWidth => (2 * Style.Margin) + Math.Max(TextWidth.Of(Title, 1.06 * Style.TitleSize), TextWidth.Of(Subtitle, Style.SubtitleSize));

    /// <summary>From the middle column outwards, so that it keeps its name.</summary>
    private void DrawColumnLabels(SvgWriter svg, Sheet sheet, double left, double top)
    {
        int stride = 1, middle = Columns / 2;
        while (stride < Columns && Touch(sheet, stride)) stride++;
        for (int column = middle % stride; column < ColumnLabels.Count; column += stride)
            svg.Text(left + Centre(sheet, column), top - 6, ColumnLabels[column], Style.TickSize, muted: true, anchor: "middle");
    }

    private bool Touch(Sheet sheet, int stride)
    {
        for (int column = (Columns / 2 % stride) + stride; column < ColumnLabels.Count; column += stride)
        {
            double widths = TextWidth.Of(ColumnLabels[column - stride], Style.TickSize) + TextWidth.Of(ColumnLabels[column], Style.TickSize);
            if (Centre(sheet, column) - Centre(sheet, column - stride) < (widths / 2) + ColumnGap) return true;
        }
        return false;
    }

    private static double Centre(Sheet sheet, int column) => sheet.Left(column) + (sheet.CellWidth / 2.0);

    private static double Widest(IReadOnlyList<string> texts, double size)
    {
        double widest = 0;
        foreach (string text in texts) widest = Math.Max(widest, TextWidth.Of(text, size));
        return widest;
    }

    private Sheet Draw()
    {
        Layout.Check(Pictures, Columns);
        if (Pictures.Count % Columns != 0)
            throw new ArgumentException($"{Pictures.Count} pictures do not fill rows of {Columns}; give whole rows.");
        if (PairedRows && Rows % 2 != 0)
            throw new ArgumentException($"{Rows} rows are no pairs; give an even number of rows.");
        Check("row labels", RowLabels, Rows);
        Check("row notes", RowNotes, Rows);
        Check("column labels", ColumnLabels, Columns);
        var sheet = new Sheet(Layout, Pictures[0], Columns, Rows, pairX: false, pairY: PairedRows, isGrey: ContactSheet.IsGrey(Pictures));
        for (int i = 0; i < Pictures.Count; i++)
            sheet.Draw(Pictures[i], i % Columns, i / Columns);
        return sheet;
    }

    private static void Check(string what, IReadOnlyList<string> texts, int count)
    {
        if (texts.Count != 0 && texts.Count != count)
            throw new ArgumentException($"A sheet has {count} rows or columns but {texts.Count} {what}; give one to each or none.");
    }
}
