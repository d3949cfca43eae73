namespace Elbo.Data.Faces;

/// <summary>A cloud of round curls along an ellipse, from one side over the top to the other.</summary>
/// <param name="cx">The ellipse's middle, to the right.</param>
/// <param name="cy">The ellipse's middle, downwards.</param>
/// <param name="rx">Half its width.</param>
/// <param name="ry">Half its height.</param>
/// <param name="curl">Radius of a curl.</param>
/// <param name="reach">How far down the sides the curls go: 0 to the middle, 1 all around.</param>
/// <param name="filled">Whether the ellipse itself belongs to it.</param>
internal readonly struct Curls(float cx, float cy, float rx, float ry, float curl, float reach, bool filled) : IShape
{
    private const int Places = 18;

    // Unit circle in steps of 20°, from the bottom clockwise.
    private static readonly Turn[] Circle = MakeCircle();

    private readonly Ellipse inside = new(cx, cy, rx, ry);

    public Box Bounds => new(cx - rx - curl, cy - ry - curl, cx + rx + curl, cy + ry + curl);

    public float Coverage(float x, float y, float density)
    {
        float dx = x - cx, dy = y - cy, u = dx / rx, v = dy / ry, k = (u * u) + (v * v);
        bool high = filled && dy < reach * ry;
        if (high && k < 0.98f) return 1;
        float outer = 1 + (curl / Math.Min(rx, ry));
        if (k > outer * outer * 1.1f) return 0;
        float nearest = 99;
        foreach (var place in Circle)
        {
            float py = place.Sine * ry;
            if (py > reach * ry) continue;
            float px = dx - (place.Cosine * rx);
            py = dy - py;
            nearest = Math.Min(nearest, (px * px) + (py * py));
        }
        float cover = Math.Clamp(0.5f + ((curl - MathF.Sqrt(nearest)) * density), 0, 1);
        return high ? Math.Max(cover, inside.Coverage(x, y, density)) : cover;
    }

    private static Turn[] MakeCircle()
    {
        var circle = new Turn[Places];
        for (int i = 0; i < Places; i++) circle[i] = Turn.Degrees((i * 360.0 / Places) + 10);
        return circle;
    }
}
