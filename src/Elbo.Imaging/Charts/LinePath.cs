using System.Text;

namespace Elbo.Imaging.Charts;

/// <summary>
/// Turns a series into a path no longer than the screen can show: of the points in one pixel column, only the first,
/// the lowest, the highest and the last are drawn, which gives the same pixels.
/// </summary>
/// <remarks>Jugel, Jerzak, Hackenbroich and Markl, "M4: A Visualization-Oriented Time Series Data Aggregation", VLDB 2014.</remarks>
internal sealed class LinePath
{
    private readonly StringBuilder _lines = new(), _dots = new();
    private readonly List<(double X, double Y)> _column = [];
    private (double X, double Y) _last;
    private int _drawn;

    private LinePath() { }

    /// <summary>The lines, and the dots for points that have no neighbour to be joined to (or all, with <paramref name="mark"/>).</summary>
    public static (string Lines, string Dots) Of(Frame frame, double[] xs, double[] ys, bool mark)
    {
        var path = new LinePath();
        for (int i = 0; i < xs.Length; i++)
        {
            if (!frame.X.CanShow(xs[i]) || !frame.Y.CanShow(ys[i]))
            {
                path.EndRun();
                continue;
            }
            // Far outside is as good as just outside, and keeps numbers short.
            double x = Math.Clamp(frame.PixelX(xs[i]), -4 * frame.Width, 5 * frame.Width), y = Math.Clamp(frame.PixelY(ys[i]), -4 * frame.Height, 5 * frame.Height);
            if (mark)
                path.Dot(x, y);
            if (path._column.Count > 0 && Math.Floor(path._column[^1].X) != Math.Floor(x))
                path.EndColumn();
            path._column.Add((x, y));
        }
        path.EndRun();
        return (path._lines.ToString(), path._dots.ToString());
    }

    private void EndColumn()
    {
        int low = 0, high = 0, end = _column.Count - 1;
        for (int i = 1; i <= end; i++)
        {
            low = _column[i].Y < _column[low].Y ? i : low;
            high = _column[i].Y > _column[high].Y ? i : high;
        }
        int previous = -1;
        foreach (int i in (ReadOnlySpan<int>)[0, Math.Min(low, high), Math.Max(low, high), end])
        {
            if (i == previous)
                continue;
            previous = i;
            _last = _column[i];
            _lines.Append(_drawn++ == 0 ? 'M' : 'L').Append(SvgWriter.Number(_last.X)).Append(' ').Append(SvgWriter.Number(_last.Y));
        }
        _column.Clear();
    }

    private void EndRun()
    {
        if (_column.Count > 0)
            EndColumn();
        if (_drawn == 1)
            Dot(_last.X, _last.Y);
        _drawn = 0;
    }

    private void Dot(double x, double y) =>
        _dots.Append('M').Append(SvgWriter.Number(x)).Append(' ').Append(SvgWriter.Number(y)).Append("h.01");
}
