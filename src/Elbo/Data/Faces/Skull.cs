namespace Elbo.Data.Faces;

/// <summary>The outline of a head: an ellipse above, below one that narrows towards the chin.</summary>
/// <param name="halfWidth">At the level of the ears, where y is 0.</param>
/// <param name="top">Height above.</param>
/// <param name="bottom">Depth of the chin.</param>
/// <param name="taper">How much narrower it is at the chin than the ellipse: 0 not at all, 0.5 to a point.</param>
internal readonly struct Skull(float halfWidth, float top, float bottom, float taper) : IShape
{
    public Box Bounds => new(-halfWidth * 1.05f, -top, halfWidth * 1.05f, bottom);

    public float Coverage(float x, float y, float density)
    {
        float height = y < 0 ? top : bottom, v = y / height;
        float width = y < 0 ? halfWidth : halfWidth * (1 - (taper * v * v)), u = x / width;
        float k = (u * u) + (v * v);
        // A fuller cheek than an ellipse's: a superellipse in part.
        if (y > 0) k -= 0.45f * u * u * v * v;
        if (k < 1e-3f) return 1;
        (u, v) = (u / width, v / height);
        float root = MathF.Sqrt(k), distance = root * (root - 1) / MathF.Sqrt((u * u) + (v * v));
        return Math.Clamp(0.5f - (distance * density), 0, 1);
    }
}
