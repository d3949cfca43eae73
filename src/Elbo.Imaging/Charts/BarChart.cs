using System.Globalization;

namespace Elbo.Imaging.Charts;

/// <summary>Bars side by side on a common ground of zero, such as the KL divergence of each latent dimension.</summary>
public sealed record BarChart : Chart
{
    private const double GapBetweenNames = 8;

    /// <summary>Height in pixels, titles included; at least 160.</summary>
    public double Height { get; init; } = 300;

    /// <summary>The horizontal axis, of which only title and unit count.</summary>
    public Axis X { get; init; } = new();

    /// <summary>The vertical axis, which always shows zero.</summary>
    public Axis Y { get; init; } = new();

    /// <summary>The bars from left to right.</summary>
    public IReadOnlyList<Bar> Bars { get; init; } = [];

    /// <inheritdoc/>
    public override string ToSvg()
    {
        CheckWidth();
        if (!(Height is >= 160 and <= 20_000))
            throw new ArgumentException($"A bar chart cannot be {Height} pixels high; use 160 to 20000.");
        if (Y.Logarithmic)
            throw new ArgumentException("Bars stand on zero, which a logarithmic axis does not have; use a linear one.");
        var svg = new SvgWriter(Width, Height, Title);
        DrawTitles(svg);
        double top = TitlesHeight, height = Math.Max(40, Height - top - Frame.Below - Style.Margin / 2);
        Extent extent = Extent.Empty.With(0);
        foreach (Bar bar in Bars)
            if (Scale.CanShow(bar.Value, logarithmic: false))
                extent = extent.With(bar.Value);
        // Zero is the end of most such axes, and bars shall stand on it.
        Axis axis = extent.Minimum < 0 ? Y : Y with { Minimum = Y.Minimum ?? 0 };
        Scale x = new(0, Math.Max(1, Bars.Count), false), y = Scale.Fit(axis, extent, padding: 0.05);
        double left = Style.Margin + Frame.LeftOf(y, height, Y.WholeNumbers, Y);
        double width = Math.Max(60, Width - left - Style.Margin);
        var frame = new Frame(left, top, width, height, x, y, wholeY: Y.WholeNumbers, ticksX: Names(width));
        frame.Draw(svg, X, Y, labelY: true, gridX: false);
        Draw(svg, frame);
        return svg.Finish();
    }

    private void Draw(SvgWriter svg, Frame frame)
    {
        double step = frame.Width / Math.Max(1, Bars.Count), gap = step > 6 ? Math.Min(6, 0.2 * step) : step > 3 ? 1 : 0;
        double ground = frame.PixelY(Math.Clamp(0, frame.Y.Minimum, frame.Y.Maximum));
        for (int i = 0; i < Bars.Count; i++)
        {
            Bar bar = Bars[i];
            if (!frame.Y.CanShow(bar.Value))
                continue;
            double end = frame.PixelY(Math.Clamp(bar.Value, frame.Y.Minimum, frame.Y.Maximum));
            string title = string.Create(CultureInfo.InvariantCulture, $"{X.Title} {bar.Name}: {bar.Value:0.####} {Y.Unit}").Trim();
            // Even nothing is a line to point at.
            svg.Rectangle(frame.Left + i * step + gap / 2, frame.Top + Math.Min(ground, end), step - gap, Math.Max(1, Math.Abs(ground - end)), Palette.Colour(bar.Pale ? 3 : 0), title);
        }
    }

    /// <summary>Every name under its bar where all fit, otherwise none.</summary>
    private List<Tick> Names(double width)
    {
        double step = width / Math.Max(1, Bars.Count);
        var ticks = new List<Tick>();
        for (int i = 0; i < Bars.Count; i++)
        {
            if (TextWidth.Of(Bars[i].Name, Style.TickSize) + GapBetweenNames > step)
                return [];
            ticks.Add(new Tick(i, (i + 0.5) * step, Bars[i].Name));
        }
        return ticks;
    }
}
