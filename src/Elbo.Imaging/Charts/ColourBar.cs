using System.Globalization;

namespace Elbo.Imaging.Charts;

/// <summary>A strip of a <see cref="ColourRamp"/> between the two values of its ends.</summary>
internal static class ColourBar
{
    /// <summary>Height of the row it takes above a plot.</summary>
    public const double Row = 20;

    private const double Thickness = 8, Distance = 6, Longest = 132, Shortest = 16, RimWidth = 0.6;

    /// <summary>Draws it from <paramref name="left"/> on, its middle at <paramref name="y"/>; nothing where there is no room for it.</summary>
    public static void Draw(SvgWriter svg, double left, double y, double room, PointValues values)
    {
        string low = Label(values.Minimum, values), high = Label(values.Maximum, values);
        double lowWidth = TextWidth.Of(low, Style.TickSize), highWidth = TextWidth.Of(high, Style.TickSize);
        double length = Math.Min(Longest, room - lowWidth - highWidth - (2 * Distance));
        if (length < Shortest)
            return;
        double start = left + lowWidth + Distance, step = length / ColourRamp.Levels;
        svg.Text(left, y + (0.36 * Style.TickSize), low, Style.TickSize, muted: true);
        svg.Rectangle(start - RimWidth, y - (Thickness / 2) - RimWidth, length + (2 * RimWidth), Thickness + (2 * RimWidth), Style.Rim);
        // Each colour reaches to the end and is covered by the next, so that no seam shows.
        for (int level = 0; level < ColourRamp.Levels; level++)
            svg.Rectangle(start + (level * step), y - (Thickness / 2), length - (level * step), Thickness, values.Ramp.Colour(level));
        svg.Text(start + length + Distance, y + (0.36 * Style.TickSize), high, Style.TickSize, muted: true);
    }

    // As many decimals as three digits of the difference between the ends need.
    private static string Label(double value, PointValues values)
    {
        double span = values.Maximum - values.Minimum, size = span > 0 ? span : Math.Max(Math.Abs(value), 1e-6);
        return value.ToString("F" + Math.Clamp(2 - (int)Math.Floor(Math.Log10(size)), 0, 6), CultureInfo.InvariantCulture).Replace('-', '−');
    }
}
