namespace Elbo.Data.Faces;

/// <summary>Everything.</summary>
internal readonly struct Ground : IShape
{
    public Box Bounds => Box.Everywhere;

    public float Coverage(float x, float y, float density) => 1;
}

/// <summary>Everything below a parabola: y greater than <c>level + bend · (x − middle)²</c>.</summary>
internal readonly struct Below(float level, float middle = 0, float bend = 0, float tilt = 0) : IShape
{
    public Box Bounds => Box.Everywhere;

    public float Coverage(float x, float y, float density)
    {
        float away = x - middle, slope = (2 * bend * away) + tilt;
        float distance = (y - level - (away * ((bend * away) + tilt))) / MathF.Sqrt(1 + (slope * slope));
        return Math.Clamp(0.5f + (distance * density), 0, 1);
    }
}

/// <summary>An upright ellipse.</summary>
internal readonly struct Ellipse(float cx, float cy, float rx, float ry) : IShape
{
    private readonly float x0 = cx, y0 = cy, ix = 1 / rx, iy = 1 / ry;

    public Box Bounds { get; } = new(cx - rx, cy - ry, cx + rx, cy + ry);

    public float Coverage(float x, float y, float density)
    {
        float u = (x - x0) * ix, v = (y - y0) * iy;
        float k = (u * u) + (v * v);
        if (k < 1e-4f) return 1;
        (u, v) = (u * ix, v * iy);
        // The distance to first order: value of the implicit function by the length of its gradient.
        float root = MathF.Sqrt(k), distance = root * (root - 1) / MathF.Sqrt((u * u) + (v * v));
        return Math.Clamp(0.5f - (distance * density), 0, 1);
    }
}

/// <summary>A spot that fades from its middle to nothing at the edge of an ellipse.</summary>
internal readonly struct Glow(float cx, float cy, float rx, float ry) : IShape
{
    private readonly float x0 = cx, y0 = cy, ix = 1 / rx, iy = 1 / ry;

    public Box Bounds { get; } = new(cx - rx, cy - ry, cx + rx, cy + ry);

    public float Coverage(float x, float y, float density)
    {
        float u = (x - x0) * ix, v = (y - y0) * iy, rest = Math.Max(0, 1 - (u * u) - (v * v));
        return rest * rest;
    }
}

/// <summary>A rectangle with round corners.</summary>
internal readonly struct RoundedBox(float cx, float cy, float halfWidth, float halfHeight, float radius) : IShape
{
    private readonly float x0 = cx, y0 = cy, w = halfWidth - radius, h = halfHeight - radius, r = radius;

    public Box Bounds { get; } = new(cx - halfWidth, cy - halfHeight, cx + halfWidth, cy + halfHeight);

    public float Coverage(float x, float y, float density) => Math.Clamp(0.5f - (Distance(x, y) * density), 0, 1);

    /// <summary>How far a point lies outside.</summary>
    public float Distance(float x, float y)
    {
        float u = Math.Abs(x - x0) - w, v = Math.Abs(y - y0) - h;
        float outU = Math.Max(u, 0), outV = Math.Max(v, 0);
        return MathF.Sqrt((outU * outU) + (outV * outV)) + Math.Min(Math.Max(u, v), 0) - r;
    }
}

/// <summary>A line of a width along the edge of a rounded box.</summary>
internal readonly struct Rim(RoundedBox box, float halfWidth) : IShape
{
    public Box Bounds => box.Bounds.Grown(halfWidth);

    public float Coverage(float x, float y, float density)
    {
        float distance = box.Distance(x, y);
        return Math.Clamp(0.5f - ((distance - halfWidth) * density), 0, 1) - Math.Clamp(0.5f - ((distance + halfWidth) * density), 0, 1);
    }
}
