namespace Elbo.Imaging.Charts;

/// <summary>Names beside points, each where it touches neither another name nor a point; a name that fits nowhere is left out.</summary>
internal static class PointLabels
{
    private const double Size = Style.TickSize, Height = Size + 2, Distance = 8;

    public static void Draw(SvgWriter svg, Frame frame, ScatterPanel panel)
    {
        var taken = new List<Box>();
        for (int i = 0; i < panel.X.Length; i++)
            if (Shown(frame, panel, i))
                taken.Add(new Box(frame.PixelX(panel.X[i]) - 4, frame.PixelY(panel.Y[i]) - 4, 8, 8));
        for (int i = 0; i < panel.X.Length; i++)
        {
            if (!Shown(frame, panel, i))
                continue;
            double width = TextWidth.Of(panel.Names![i], Size);
            if (Place(frame, taken, frame.PixelX(panel.X[i]), frame.PixelY(panel.Y[i]), width) is not { } box)
                continue;
            taken.Add(box);
            svg.Text(box.X, box.Y + 0.8 * Height, panel.Names[i], Size, muted: true);
        }
    }

    private static Box? Place(Frame frame, List<Box> taken, double x, double y, double width)
    {
        double middle = y - Height / 2, above = y - Height - Distance + 2, below = y + Distance - 2;
        ReadOnlySpan<Box> places =
        [
            new(x + Distance, middle, width, Height), new(x - Distance - width, middle, width, Height),
            new(x - width / 2, above, width, Height), new(x - width / 2, below, width, Height),
            new(x + Distance / 2, above, width, Height), new(x + Distance / 2, below, width, Height),
            new(x - Distance / 2 - width, above, width, Height), new(x - Distance / 2 - width, below, width, Height),
        ];
        foreach (Box box in places)
            if (box.X >= 0 && box.X + box.Width <= frame.Width && box.Y >= 0 && box.Y + box.Height <= frame.Height && !taken.Exists(other => other.Touches(box)))
                return box;
        return null;
    }

    private static bool Shown(Frame frame, ScatterPanel panel, int i) =>
        frame.X.CanShow(panel.X[i]) && frame.Y.CanShow(panel.Y[i]) && frame.X.Contains(panel.X[i]) && frame.Y.Contains(panel.Y[i]);

    private readonly record struct Box(double X, double Y, double Width, double Height)
    {
        public bool Touches(Box other) => X < other.X + other.Width && other.X < X + Width && Y < other.Y + other.Height && other.Y < Y + Height;
    }
}
