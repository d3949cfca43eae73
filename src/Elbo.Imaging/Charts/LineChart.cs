namespace Elbo.Imaging.Charts;

/// <summary>Lines over a common horizontal axis, such as losses over training steps.</summary>
public sealed record LineChart : Chart
{
    /// <summary>Series with no more points than this show each as a dot.</summary>
    private const int MarkedPoints = 16;

    private const double NarrowestPlot = 60;

    /// <summary>Height in pixels, titles included; at least 160.</summary>
    public double Height { get; init; } = 440;

    /// <summary>The horizontal axis.</summary>
    public Axis X { get; init; } = new();

    /// <summary>The vertical axis.</summary>
    public Axis Y { get; init; } = new();

    /// <summary>The lines, the last on top.</summary>
    public IReadOnlyList<LineSeries> Series { get; init; } = [];

    /// <inheritdoc/>
    public override string ToSvg()
    {
        CheckWidth();
        if (!(Height is >= 160 and <= 20_000))
            throw new ArgumentException($"A line chart cannot be {Height} pixels high; use 160 to 20000.");
        foreach (LineSeries series in Series)
            series.Check();

        var svg = new SvgWriter(Width, Height, Title);
        DrawTitles(svg);
        double top = TitlesHeight, height = Math.Max(40, Height - top - Frame.Below - Style.Margin / 2);
        (Scale x, Scale y) = Scales();
        double left = Style.Margin + Frame.LeftOf(y, height, Y.WholeNumbers, Y);
        var legend = new Legend([.. Series.Select(s => s.Name)], dots: false, room: Math.Min(0.35 * Width, Width - left - Style.Margin - NarrowestPlot));
        double beside = Frame.BesideOf(x, Width - left - legend.Width, X.WholeNumbers);
        left = Math.Max(left, beside);
        // The last label needs room beside the plot, or over the legend, which begins above it.
        double right = Math.Max(legend.Width + Style.Margin + (legend.Width == 0 ? 12 : 0), beside);
        double width = Math.Max(NarrowestPlot, Width - left - right);
        var frame = new Frame(left, top, width, height, x, y, X.WholeNumbers, Y.WholeNumbers, X.Marks.Count > 0 ? Ticks.At(X.Marks, x, width) : null);
        frame.Draw(svg, X, Y, labelY: true, gridX: false);
        legend.Draw(svg, left + width, top, height);

        // Room for half a stroke, so that lines along an edge keep their width.
        const double Edge = 4;
        svg.BeginWindow(left - Edge, top - Edge, width + 2 * Edge, height + 2 * Edge);
        svg.BeginShift(Edge, Edge);
        for (int i = 0; i < Series.Count; i++)
            Draw(svg, frame, Series[i], i, pale: true);
        for (int i = 0; i < Series.Count; i++)
            Draw(svg, frame, Series[i], i, pale: false);
        svg.EndShift();
        svg.EndWindow();
        return svg.Finish();
    }

    private void Draw(SvgWriter svg, Frame frame, LineSeries series, int index, bool pale)
    {
        bool smooth = series.Smoothing > 0;
        if (pale && !smooth)
            return;
        double[] values = smooth && !pale ? series.Smooth(Y.Logarithmic) : series.Y;
        (string lines, string dots) = LinePath.Of(frame, series.X, values, mark: !smooth && values.Length <= MarkedPoints);
        svg.Stroke(lines, Palette.Colour(index), pale ? 1.1 : LineSeries.StrokeWidth, pale ? 0.3 : 1, pale ? "" : LineSeries.Dashes(index));
        svg.Stroke(dots, Palette.Colour(index), pale ? 3 : 5.5, pale ? 0.3 : 1);
    }

    /// <summary>With smoothing, the vertical axis still reaches over the pale values.</summary>
    private (Scale X, Scale Y) Scales()
    {
        Extent x = Extent.Empty, y = Extent.Empty;
        foreach (LineSeries series in Series)
            for (int i = 0; i < series.X.Length; i++)
                if (Scale.CanShow(series.X[i], X.Logarithmic) && Scale.CanShow(series.Y[i], Y.Logarithmic))
                    (x, y) = (x.With(series.X[i]), y.With(series.Y[i]));
        return (Scale.Fit(X, x, padding: 0), Scale.Fit(Y, y, padding: 0.05));
    }
}
