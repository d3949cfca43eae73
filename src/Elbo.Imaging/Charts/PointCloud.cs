using System.Globalization;
using System.Text;

namespace Elbo.Imaging.Charts;

/// <summary>
/// Draws many points as few paths: a point is a step of no length under a round pen, its place written relative to the
/// point before, about ten bytes.
/// </summary>
internal static class PointCloud
{
    /// <summary>Each colour is drawn in this many turns, so that none hides another by coming last.</summary>
    public const int Turns = 8;

    /// <summary>By how much a rim is wider than its point.</summary>
    public const double Rim = 1.2;

    /// <summary>Returns how many points are shown, and how many lie outside the axes.</summary>
    public static (int Shown, int Outside) Draw(SvgWriter svg, Frame frame, ScatterPanel panel, double diameter, double opacity)
    {
        int shown = 0, outside = 0, count = panel.X.Length;
        var paths = new StringBuilder?[256];
        var pens = new (int X, int Y)[256];
        for (int turn = 0; turn < Turns; turn++)
        {
            Array.Clear(paths);
            // Every eighth point, so that classes in one lump do not hide each other.
            for (int i = turn; i < count; i += Turns)
            {
                PointPlace place = Place(frame, panel, i);
                outside += place == PointPlace.Outside ? 1 : 0;
                if (place != PointPlace.Inside)
                    continue;
                shown++;
                int group = panel.Group(i);
                Add(paths[group] ??= new StringBuilder(), ref pens[group], Tenths(frame.PixelX(panel.X[i])), Tenths(frame.PixelY(panel.Y[i])));
            }
            // The ends of a ramp are near the grounds' own lightness: a rim keeps such points in sight.
            foreach (StringBuilder? path in panel.HasRims ? paths : [])
                if (path is not null)
                    svg.Stroke(path.ToString(), Style.Rim, diameter + Rim, opacity);
            for (int group = 0; group < paths.Length; group++)
                if (paths[group] is { } path)
                    svg.Stroke(path.ToString(), panel.Colour(group), diameter, opacity);
        }
        return (shown, outside);
    }

    public static PointPlace Place(Frame frame, ScatterPanel panel, int i) =>
        !frame.X.CanShow(panel.X[i]) || !frame.Y.CanShow(panel.Y[i]) || !float.IsFinite(panel.Values?.Each[i] ?? 0) ? PointPlace.Nowhere
        : frame.X.Contains(panel.X[i]) && frame.Y.Contains(panel.Y[i]) ? PointPlace.Inside : PointPlace.Outside;

    /// <summary>Whole tenths of a pixel, so that relative steps never drift.</summary>
    private static int Tenths(double pixels) => (int)Math.Round(10 * pixels);

    private static void Add(StringBuilder path, ref (int X, int Y) pen, int x, int y)
    {
        bool first = path.Length == 0;
        (int dx, int dy) = first ? (x, y) : (x - pen.X, y - pen.Y);
        path.Append(first ? 'M' : 'm');
        Append(path, dx);
        if (dy >= 0)
            path.Append(' ');
        Append(path, dy);
        path.Append("h0");
        pen = (x, y);
    }

    private static void Append(StringBuilder path, int tenths)
    {
        if (tenths < 0)
            path.Append('-');
        int whole = Math.Abs(tenths / 10), rest = Math.Abs(tenths % 10);
        if (whole > 0 || rest == 0)
            path.Append(CultureInfo.InvariantCulture, $"{whole}");
        if (rest > 0)
            path.Append('.').Append((char)('0' + rest));
    }
}
