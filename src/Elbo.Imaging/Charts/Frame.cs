using System.Text;

namespace Elbo.Imaging.Charts;

/// <summary>The rectangle of a plot with its two axes: grid, ticks, captions.</summary>
internal sealed class Frame
{
    /// <summary>Space below the plot for tick labels and a caption.</summary>
    public const double Below = 48;

    private const double LabelDistance = 9;

    private readonly List<Tick> _ticksX, _ticksY;

    public Frame(double left, double top, double width, double height, Scale x, Scale y, bool wholeX = false, bool wholeY = false, IReadOnlyList<AxisMark>? marks = null)
    {
        (Left, Top, Width, Height, X, Y) = (left, top, width, height, x, y);
        _ticksX = marks is { Count: > 0 } ? Ticks.At(marks, x, width) : Ticks.Along(x, width, horizontal: true, wholeX);
        _ticksY = Ticks.Along(y, height, horizontal: false, wholeY);
    }

    public double Left { get; }

    public double Top { get; }

    public double Width { get; }

    public double Height { get; }

    public Scale X { get; }

    public Scale Y { get; }

    /// <summary>Space that the vertical axis needs to the left of a plot of this height.</summary>
    public static double LeftOf(Scale y, double height, bool whole, Axis axis)
    {
        double widest = 0;
        foreach (Tick tick in Ticks.Along(y, height, horizontal: false, whole))
            widest = Math.Max(widest, TextWidth.Of(tick.Label, Style.TickSize));
        return widest + LabelDistance + (axis.Caption.Length > 0 ? Style.CaptionSize + 10 : 0);
    }

    /// <summary>A value's place in the plot, in pixels from its left edge.</summary>
    public double PixelX(double value) => X.Fraction(value) * Width;

    /// <summary>A value's place in the plot, in pixels from its top edge.</summary>
    public double PixelY(double value) => (1 - Y.Fraction(value)) * Height;

    /// <summary>Draws grid and labels; the data are drawn over them.</summary>
    /// <param name="svg">Where to draw.</param>
    /// <param name="x">Names the horizontal axis.</param>
    /// <param name="y">Names the vertical axis.</param>
    /// <param name="labelY">False where the plot to the left already has the same axis.</param>
    /// <param name="gridX">Whether vertical lines help reading.</param>
    public void Draw(SvgWriter svg, Axis x, Axis y, bool labelY, bool gridX)
    {
        var grid = new StringBuilder();
        double bottom = Top + Height;
        foreach (Tick tick in _ticksY)
            grid.Append('M').Append(N(Left)).Append(' ').Append(N(Crisp(bottom - tick.Position))).Append('h').Append(N(Width));
        foreach (Tick tick in _ticksX)
            if (gridX)
                grid.Append('M').Append(N(Crisp(Left + tick.Position))).Append(' ').Append(N(Top)).Append('v').Append(N(Height));
        svg.Lines(grid.ToString(), axis: false);

        var line = new StringBuilder().Append('M').Append(N(Left)).Append(' ').Append(N(Crisp(bottom))).Append('h').Append(N(Width));
        foreach (Tick tick in _ticksX)
            line.Append('M').Append(N(Crisp(Left + tick.Position))).Append(' ').Append(N(Crisp(bottom))).Append("v4");
        svg.Lines(line.ToString(), axis: true);

        foreach (Tick tick in _ticksX)
            svg.Text(Left + tick.Position, bottom + 19, tick.Label, Style.TickSize, muted: true, anchor: "middle");
        svg.Text(Left + Width / 2, bottom + 41, TextWidth.Fit(x.Caption, Style.CaptionSize, Width), Style.CaptionSize, anchor: "middle");
        if (!labelY)
            return;
        double widest = 0;
        foreach (Tick tick in _ticksY)
        {
            svg.Text(Left - LabelDistance, bottom - tick.Position + 0.36 * Style.TickSize, tick.Label, Style.TickSize, muted: true, anchor: "end");
            widest = Math.Max(widest, TextWidth.Of(tick.Label, Style.TickSize));
        }
        svg.Text(Left - LabelDistance - widest - 10, Top + Height / 2, TextWidth.Fit(y.Caption, Style.CaptionSize, Height), Style.CaptionSize, anchor: "middle", upwards: true);
    }

    private static string N(double value) => SvgWriter.Number(value);

    /// <summary>A thin line in the middle of a pixel is sharp.</summary>
    private static double Crisp(double value) => Math.Floor(value) + 0.5;
}
