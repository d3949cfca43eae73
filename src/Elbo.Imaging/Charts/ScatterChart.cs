using System.Globalization;

namespace Elbo.Imaging.Charts;

/// <summary>Points coloured by class or by a number, in one or more panels with the same axes, such as train and test codes.</summary>
public sealed record ScatterChart : Chart
{
    private const double PanelTitle = 24;

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
        double height = Height - top - below;
        double left = Style.Margin + Frame.LeftOf(y, height, Y.WholeNumbers, Y);
        double gap = Gap(x, left, legend.Width, panels.Count);
        double width = Math.Max(40, (Width - left - legend.Width - Style.Margin - gap * (panels.Count - 1)) / panels.Count);
        if (EqualUnits && !x.Logarithmic && !y.Logarithmic)
            (x, y, height) = Equalise(x, y, width);
        height = Math.Max(40, height);

        var svg = new SvgWriter(Width, Math.Ceiling(top + height + below), Title);
        DrawTitles(svg);
        for (int i = 0; i < panels.Count; i++)
        {
            var frame = new Frame(left + i * (width + gap), top, width, height, x, y, X.WholeNumbers, Y.WholeNumbers);
            frame.Draw(svg, X, Y, labelY: i == 0, gridX: true);
            DrawPanel(svg, frame, panels[i], named, bar);
        }
        legend.Draw(svg, Width - Style.Margin - legend.Width, top, height);
        return svg.Finish();
    }

    private void DrawPanel(SvgWriter svg, Frame frame, ScatterPanel panel, bool named, double bar)
    {
        // From 4.5 pixels for a few points down to 2.4 for ten thousand, less solid as they crowd.
        double crowd = Math.Clamp(Math.Log10(Math.Max(1, panel.X.Length)) / 4, 0, 1);
        // Shades of one colour need larger points than classes do, and nothing that shines through.
        bool shaded = panel.Values is not null;
        double diameter = PointSize ?? (shaded ? Math.Min(7, 10 - 6.4 * crowd) : Math.Min(4.5, 6.6 - 4.2 * crowd));
        svg.BeginWindow(frame.Left, frame.Top, frame.Width, frame.Height);
        (int shown, int outside) = PointCloud.Draw(svg, frame, panel, diameter, opacity: shaded ? 1 : 1 - 0.25 * crowd);
        if (panel.Names is not null)
            PointLabels.Draw(svg, frame, panel);
        svg.EndWindow();
        if (panel.Values is { } values)
            ColourBar.Draw(svg, frame.Left, frame.Top - 11, frame.Width, values);
        if (!named)
            return;
        double room = frame.Width * 0.5;
        string count = outside == 0 ? Count(shown, "point") : $"{Count(shown, "point")}, {outside.ToString("N0", CultureInfo.InvariantCulture)} outside";
        svg.Text(frame.Left, frame.Top - 10 - bar, TextWidth.Fit(panel.Title, 1.06 * Style.SubtitleSize, room), Style.SubtitleSize, bold: true);
        svg.Text(frame.Left + frame.Width, frame.Top - 10 - bar, TextWidth.Fit(count, Style.TickSize, room - 8), Style.TickSize, muted: true, anchor: "end");
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

    /// <summary>Panels stand far enough apart that the last label of one and the first of the next do not meet.</summary>
    private double Gap(Scale x, double left, double legend, int count)
    {
        double widest = 0;
        foreach (Tick tick in Ticks.Along(x, Math.Max(40, (Width - left - legend) / count), horizontal: true, X.WholeNumbers))
            widest = Math.Max(widest, TextWidth.Of(tick.Label, Style.TickSize));
        return Math.Max(26, widest + 12);
    }

    /// <summary>Gives both axes the same pixels a unit, widening the shorter range where the plot would be too flat or too tall.</summary>
    private static (Scale X, Scale Y, double Height) Equalise(Scale x, Scale y, double width)
    {
        double spanX = x.Maximum - x.Minimum, spanY = y.Maximum - y.Minimum;
        double wantY = Math.Max(spanY, 0.5 * spanX), wantX = Math.Max(spanX, spanY / 1.4);
        return (Widen(x, wantX - spanX), Widen(y, wantY - spanY), width * wantY / wantX);
    }

    private static Scale Widen(Scale scale, double by) => scale with { Minimum = scale.Minimum - by / 2, Maximum = scale.Maximum + by / 2 };
}
