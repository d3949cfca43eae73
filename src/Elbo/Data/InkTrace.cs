namespace Elbo.Data;

/// <summary>The path of a pen: points with the radius of the ink there.</summary>
internal ref struct InkTrace(Span<double> x, Span<double> y, Span<double> radius, Span<bool> joined)
{
    /// <summary>Pixels across the square picture.</summary>
    public const int Side = 28;

    private readonly Span<double> x = x, y = y, radius = radius;
    private readonly Span<bool> joined = joined;
    private int count;

    /// <summary>Adds a point; <paramref name="draw"/> says whether the pen was down on the way to it.</summary>
    public void Add(double px, double py, double r, bool draw)
    {
        (x[count], y[count], radius[count], joined[count]) = (px, py, r, draw);
        count++;
    }

    /// <summary>Scales the path so that its ink is <paramref name="size"/> pixels across at its longer side.</summary>
    public readonly void ScaleTo(double size)
    {
        var (left, top, right, bottom) = Bounds();
        double scale = (size - (2 * Widest())) / Math.Max(Math.Max(right - left, bottom - top), 1e-3);
        for (int i = 0; i < count; i++) (x[i], y[i]) = (x[i] * scale, y[i] * scale);
    }

    /// <summary>Moves the path so that its ink's centre of mass lies at a point, or as near as the frame allows.</summary>
    public readonly void CentreAt(double cx, double cy)
    {
        double mass = 1e-9, mx = 0, my = 0;
        for (int i = 1; i < count; i++)
        {
            if (!joined[i]) continue;
            double dx = x[i] - x[i - 1], dy = y[i] - y[i - 1];
            double m = Math.Sqrt((dx * dx) + (dy * dy)) * (radius[i] + radius[i - 1]);
            mass += m;
            mx += m * (x[i] + x[i - 1]) * 0.5;
            my += m * (y[i] + y[i - 1]) * 0.5;
        }
        var (left, top, right, bottom) = Bounds();
        double margin = Widest() + 2;
        double moveX = Math.Clamp(cx - (mx / mass), Math.Min(margin - left, 0.5 * (Side - left - right)), Math.Max(Side - margin - right, 0.5 * (Side - left - right)));
        double moveY = Math.Clamp(cy - (my / mass), Math.Min(margin - top, 0.5 * (Side - top - bottom)), Math.Max(Side - margin - bottom, 0.5 * (Side - top - bottom)));
        for (int i = 0; i < count; i++) (x[i], y[i]) = (x[i] + moveX, y[i] + moveY);
    }

    /// <summary>Draws the ink white on black: full inside, fading over <paramref name="softness"/> pixels either side of its edge.</summary>
    public readonly void Render(double softness, Span<byte> pixels)
    {
        Span<double> depth = stackalloc double[Side * Side];
        depth.Fill(-softness);
        for (int i = 1; i < count; i++)
        {
            if (joined[i]) Deepen(i, softness, depth);
        }
        for (int i = 0; i < depth.Length; i++)
        {
            double t = Math.Clamp((depth[i] + softness) / (2 * softness), 0, 1);
            pixels[i] = (byte)((t * t * (3 - (2 * t)) * 255) + 0.5);
        }
    }

    // How far each pixel's centre lies inside the ink of one segment, where that is deeper than what was drawn before.
    private readonly void Deepen(int i, double softness, Span<double> depth)
    {
        double ax = x[i - 1], ay = y[i - 1], dx = x[i] - ax, dy = y[i] - ay, ar = radius[i - 1], dr = radius[i] - ar;
        double reach = Math.Max(ar, radius[i]) + softness - 0.5, square = (dx * dx) + (dy * dy);
        double inverse = square > 0 ? 1 / square : 0;
        int left = Math.Max(0, (int)(Math.Min(ax, x[i]) - reach)), right = Math.Min(Side - 1, (int)(Math.Max(ax, x[i]) + reach));
        int top = Math.Max(0, (int)(Math.Min(ay, y[i]) - reach)), bottom = Math.Min(Side - 1, (int)(Math.Max(ay, y[i]) + reach));
        for (int row = top; row <= bottom; row++)
        {
            for (int column = left; column <= right; column++)
            {
                double px = column + 0.5 - ax, py = row + 0.5 - ay;
                double t = Math.Clamp(((px * dx) + (py * dy)) * inverse, 0, 1);
                px -= t * dx;
                py -= t * dy;
                double inside = ar + (t * dr) - Math.Sqrt((px * px) + (py * py));
                ref double deepest = ref depth[(row * Side) + column];
                if (inside > deepest) deepest = inside;
            }
        }
    }

    private readonly double Widest()
    {
        double widest = 0;
        foreach (double r in radius[..count]) widest = Math.Max(widest, r);
        return widest;
    }

    private readonly (double Left, double Top, double Right, double Bottom) Bounds()
    {
        double left = double.MaxValue, top = double.MaxValue, right = double.MinValue, bottom = double.MinValue;
        for (int i = 0; i < count; i++)
        {
            (left, right) = (Math.Min(left, x[i]), Math.Max(right, x[i]));
            (top, bottom) = (Math.Min(top, y[i]), Math.Max(bottom, y[i]));
        }
        return (left, top, right, bottom);
    }
}
