namespace Elbo.Imaging.Charts;

/// <summary>Names beside the plot, each after a sample of its stroke.</summary>
internal sealed class Legend
{
    private const double RowHeight = 21, Distance = 20, Shortest = 24;

    private readonly List<(string Name, int Index)> _entries = [];
    private readonly bool _dots;
    private readonly double _room;

    /// <summary>A legend of at most <paramref name="room"/> pixels, or none where no name is given or there is no room for any.</summary>
    public Legend(IReadOnlyList<string> names, bool dots, double room)
    {
        (_dots, _room) = (dots, room);
        if (room < Distance + Sample + 8 + Shortest)
            return;
        double widest = 0;
        for (int i = 0; i < names.Count; i++)
            if (names[i].Length > 0)
            {
                _entries.Add((names[i], i));
                widest = Math.Max(widest, TextWidth.Of(names[i], Style.LegendSize));
            }
        Width = _entries.Count == 0 ? 0 : Math.Min(room, Distance + Sample + 8 + widest);
    }

    /// <summary>Space it takes, its distance to the plot included.</summary>
    public double Width { get; }

    private double Sample => _dots ? 10 : 20;

    /// <summary>Draws from the plot's right edge <paramref name="x"/>; rows that do not fit the height are counted, not drawn.</summary>
    public void Draw(SvgWriter svg, double x, double top, double height)
    {
        int rows = Math.Max(1, (int)(height / RowHeight)), shown = _entries.Count <= rows ? _entries.Count : rows - 1;
        x += Distance;
        for (int i = 0; i < shown; i++)
        {
            double y = top + 9 + i * RowHeight;
            (string name, int index) = _entries[i];
            string start = $"M{SvgWriter.Number(x + (_dots ? 5 : 1))} {SvgWriter.Number(y)}";
            if (_dots)
                svg.Stroke(start + "h.01", Palette.Colour(index), 9);
            else
                svg.Stroke(start + "h18", Palette.Colour(index), LineSeries.StrokeWidth, dashes: LineSeries.Dashes(index));
            svg.Text(x + Sample + 8, y + 0.36 * Style.LegendSize, TextWidth.Fit(name, Style.LegendSize, _room - Distance - Sample - 8), Style.LegendSize);
        }
        if (shown < _entries.Count)
            svg.Text(x, top + 9 + shown * RowHeight + 0.36 * Style.LegendSize, $"and {_entries.Count - shown} more", Style.LegendSize, muted: true);
    }
}
