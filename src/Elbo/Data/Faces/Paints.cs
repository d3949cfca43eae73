namespace Elbo.Data.Faces;

/// <summary>The colour of a painted shape at each place.</summary>
internal interface IPaint
{
    /// <summary>The colour at a point.</summary>
    Colour At(float x, float y);
}

/// <summary>One colour.</summary>
internal readonly struct Plain(Colour colour) : IPaint
{
    public Colour At(float x, float y) => colour;
}

/// <summary>A change from one colour to another along a direction.</summary>
/// <param name="from">The colour at and before the first place.</param>
/// <param name="to">The colour at and after the last.</param>
/// <param name="x">Share of the direction to the right.</param>
/// <param name="y">Share of the direction downwards.</param>
/// <param name="first">Where the change begins, along the direction.</param>
/// <param name="last">Where it ends.</param>
internal readonly struct Graded(Colour from, Colour to, float x, float y, float first, float last) : IPaint
{
    private readonly float inverse = 1 / (last - first);

    public Colour At(float px, float py)
    {
        float t = Math.Clamp(((px * x) + (py * y) - first) * inverse, 0, 1);
        return from.Towards(to, t * t * (3 - (2 * t)));
    }
}

/// <summary>A material on an ellipsoid, brighter where it faces the light.</summary>
internal readonly struct Lit(Ramp ramp, Light light, float cx, float cy, float rx, float ry) : IPaint
{
    private readonly float ix = 1 / rx, iy = 1 / ry;

    public Colour At(float x, float y) => At(x, y, 0);

    /// <summary>The colour at a point that is brighter than the light alone makes it.</summary>
    public Colour At(float x, float y, float brighter)
    {
        float u = (x - cx) * ix, v = (y - cy) * iy, k = (u * u) + (v * v);
        float facing = (u * light.X) + (v * light.Y) + (MathF.Sqrt(Math.Max(0.02f, 1 - k)) * light.Z);
        return ramp.At(Math.Clamp(0.5f + (0.78f * (facing - light.Z)) + brighter, 0, 1));
    }
}

/// <summary>Hair: a lit material in strands that fall from a crown.</summary>
internal readonly struct Combed(Lit lit, float crownX, float strength) : IPaint
{
    private const float CrownY = -1.35f, Strands = 7;

    public Colour At(float x, float y)
    {
        // A wave of parabolas along the angle about the crown, which stays wide where hair hangs.
        float angle = Strands * (x - crownX) / (0.45f + Math.Max(0, Math.Min(y, 0.4f) - CrownY)), phase = angle - MathF.Floor(angle);
        float wave = phase < 0.5f ? 16 * phase * (0.5f - phase) : -16 * (phase - 0.5f) * (1 - phase);
        return lit.At(x, y, strength * wave);
    }
}
