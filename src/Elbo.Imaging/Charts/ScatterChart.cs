using System.Globalization;

namespace Elbo.Imaging.Charts;

/// <summary>Points coloured by class or by a number, in one or more panels with the same axes, such as train and test codes.</summary>
public sealed record ScatterChart : Chart
{
    /// <summary>A panel of more points than this is drawn as a picture within the drawing, which stays small and quick to show.</summary>
    public const int MostDrawnPoints = 100_000;

    private const double PanelTitle = 24;

    /// <summary>Pixels of such a picture to one of the drawing's, for screens that are as fine.</summary>
    private const double RasterScale = 2;

    /// <summary>Height in pixels, titles included, at least 160; with equal units it follows from the width and the ranges.</summary>
    public double Height { get; init; } = 480;

    /// <summary>The horizontal axis of every panel.</summary>
    public Axis X { get; init; } = new();

    /// <summary>The vertical axis of every panel.</summary>
    public Axis Y { get; init; } = new();

    /// <summary>Whether one unit is as long across as up, so that circles are round.</summary>
    public bool EqualUnits { get; init; } = true;

    /// <summary>The panels, from the left.</summary>
    public IReadOnlyList<ScatterPanel> Panels { get; init; } = [];

    /// <summary>Names of the classes, indexed by label, for the legend; empty for no legend.</summary>
    public IReadOnlyList<string> ClassNames { get; init; } = [];

    /// <summary>Diameter of a point, in pixels; null chooses by the number of points.</summary>
    public double? PointSize { get; init; }

    /// <inheritdoc/>
    public override string ToSvg()
    {
        Arrangement plan = Arrange();
        var svg = new SvgWriter(Width, plan.TotalHeight, Title);
        DrawTitles(svg);
        for (int i = 0; i < plan.Frames.Length; i++)
        {
            plan.Frames[i].Draw(svg, X, Y, labelY: i == 0, gridX: true);
            DrawPanel(svg, plan.Frames[i], plan.Panels[i], plan);
        }
        Frame first = plan.Frames[0];
        plan.Legend.Draw(svg, Width - Style.Margin - plan.Legend.Width, first.Top, first.Height);
        return svg.Finish();
    }

    /// <summary>The points of one panel alone, without axes, on a transparent ground.</summary>
    /// <param name="panel">Which panel, from the left.</param>
    /// <param name="scale">Pixels to one of the drawing's.</param>
    /// <exception cref="ArgumentException">As of <see cref="ToSvg"/>, or there is no such panel.</exception>
    public Pixmap PointsOf(int panel, double scale = RasterScale)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(panel);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(panel, Panels.Count);
        if (!(scale is > 0 and <= 16))
            throw new ArgumentException($"Pixels cannot be {scale} to one of the drawing's; use more than 0 and at most 16.");
        Arrangement plan = Arrange();
        (double diameter, double opacity) = Pen(Panels[panel]);
        return PointRaster.Draw(plan.Frames[panel], Panels[panel], diameter, opacity, scale).Picture;
    }

    private Arrangement Arrange()
    {
        CheckWidth();
        if (!(Height is >= 160 and <= 20_000))
            throw new ArgumentException($"A scatter chart cannot be {Height} pixels high; use 160 to 20000.");
        if (PointSize is { } size && !(size is > 0 and <= 100))
            throw new ArgumentException($"A point cannot be {size} pixels wide; use more than 0 and at most 100.");
        IReadOnlyList<ScatterPanel> panels = Panels.Count > 0 ? Panels : [new ScatterPanel("", [], [])];
        foreach (ScatterPanel panel in panels)
            panel.Check();

        (Scale x, Scale y) = Scales(panels);
        var legend = new Legend(ClassNames, dots: true, room: 0.3 * Width);
        bool named = panels.Any(p => p.Title.Length > 0);
        double bar = panels.Any(p => p.Values is not null) ? ColourBar.Row : 0;
        double top = TitlesHeight + (named ? PanelTitle : 0) + bar, below = Frame.Below + Style.Margin / 2;
        bool equal = EqualUnits && !x.Logarithmic && !y.Logarithmic;
        double ratio = 0;
        if (equal)
            (x, y, ratio) = Equalise(x, y);
        double height = Math.Max(40, Height - top - below), left = Style.Margin, width = 0, gap = 0;
        // What the vertical labels take decides on the width, which with equal units decides on the height, which on the labels.
        for (int pass = 0; pass < 2; pass++)
        {
            left = Math.Max(left, Style.Margin + Frame.LeftOf(y, height, Y.WholeNumbers, Y));
            double room = Width - left - legend.Width, beside = Frame.BesideOf(x, Math.Max(40, room / panels.Count), X.WholeNumbers);
            // Panels stand far enough apart that the last label of one and the first of the next do not meet.
            (left, gap) = (Math.Max(left, beside), Math.Max(26, (2 * beside) + 12));
            double right = Math.Max(legend.Width + Style.Margin, beside);
            width = Math.Max(40, (Width - left - right - gap * (panels.Count - 1)) / panels.Count);
            if (equal)
                height = Math.Max(40, width * ratio);
        }

        var frames = new Frame[panels.Count];
        for (int i = 0; i < frames.Length; i++)
            frames[i] = new Frame(left + i * (width + gap), top, width, height, x, y, X.WholeNumbers, Y.WholeNumbers);
        return new Arrangement(panels, frames, legend, named, bar, Math.Ceiling(top + height + below));
    }

    private void DrawPanel(SvgWriter svg, Frame frame, ScatterPanel panel, Arrangement plan)
    {
        (double diameter, double opacity) = Pen(panel);
        int shown, outside;
        if (panel.X.Length > MostDrawnPoints)
        {
            (Pixmap picture, shown, outside) = PointRaster.Draw(frame, panel, diameter, opacity, RasterScale);
            svg.Picture(frame.Left, frame.Top, picture.Width / RasterScale, picture.Height / RasterScale, picture);
        }
        else
        {
            svg.BeginWindow(frame.Left, frame.Top, frame.Width, frame.Height);
            (shown, outside) = PointCloud.Draw(svg, frame, panel, diameter, opacity);
            if (panel.Names is not null)
                PointLabels.Draw(svg, frame, panel);
            svg.EndWindow();
        }
        if (panel.Values is { } values)
            ColourBar.Draw(svg, frame.Left, frame.Top - 11, frame.Width, values);
        if (!plan.Named)
            return;
        double room = frame.Width * 0.5;
        string count = outside == 0 ? Count(shown, "point") : $"{Count(shown, "point")}, {outside.ToString("N0", CultureInfo.InvariantCulture)} outside";
        svg.Text(frame.Left, frame.Top - 10 - plan.Bar, TextWidth.Fit(panel.Title, 1.06 * Style.SubtitleSize, room), Style.SubtitleSize, bold: true);
        svg.Text(frame.Left + frame.Width, frame.Top - 10 - plan.Bar, TextWidth.Fit(count, Style.TickSize, room - 8), Style.TickSize, muted: true, anchor: "end");
    }

    /// <summary>From 4.5 pixels for a few points down to 2.4 for ten thousand and 1.6 for very many, less solid as they crowd.</summary>
    private (double Diameter, double Opacity) Pen(ScatterPanel panel)
    {
        double decades = Math.Log10(Math.Max(1, panel.X.Length)) / 4, crowd = Math.Min(1, decades);
        double beyond = decades > 1 ? Math.Max(0.65, 1 - 1.2 * (decades - 1)) : 1;
        // Shades of one colour need larger points than classes do, and nothing that shines through.
        return (PointSize ?? beyond * (panel.HasRims ? Math.Min(7, 10 - 6.4 * crowd) : Math.Min(4.5, 6.6 - 4.2 * crowd)), panel.HasRims ? 1 : 1 - 0.25 * crowd);
    }

    private static string Count(int number, string thing) => $"{number.ToString("N0", CultureInfo.InvariantCulture)} {thing}{(number == 1 ? "" : "s")}";

    private (Scale X, Scale Y) Scales(IReadOnlyList<ScatterPanel> panels)
    {
        Extent x = Extent.Empty, y = Extent.Empty;
        foreach (ScatterPanel panel in panels)
            for (int i = 0; i < panel.X.Length; i++)
                if (Scale.CanShow(panel.X[i], X.Logarithmic) && Scale.CanShow(panel.Y[i], Y.Logarithmic))
                    (x, y) = (x.With(panel.X[i]), y.With(panel.Y[i]));
        return (Scale.Fit(X, x, padding: 0.04), Scale.Fit(Y, y, padding: 0.04));
    }

    /// <summary>Gives both axes the same pixels a unit, widening the shorter range where the plot would be too flat or too tall; with the plot's height for a width of 1.</summary>
    private static (Scale X, Scale Y, double Ratio) Equalise(Scale x, Scale y)
    {
        double spanX = x.Maximum - x.Minimum, spanY = y.Maximum - y.Minimum;
        double wantY = Math.Max(spanY, 0.5 * spanX), wantX = Math.Max(spanX, spanY / 1.4);
        return (Widen(x, wantX - spanX), Widen(y, wantY - spanY), wantY / wantX);
    }

    private static Scale Widen(Scale scale, double by) => scale with { Minimum = scale.Minimum - by / 2, Maximum = scale.Maximum + by / 2 };

    /// <summary>Where everything goes.</summary>
    private sealed record Arrangement(IReadOnlyList<ScatterPanel> Panels, Frame[] Frames, Legend Legend, bool Named, double Bar, double TotalHeight);
}
