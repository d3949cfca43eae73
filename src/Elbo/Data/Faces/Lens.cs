namespace Elbo.Data.Faces;

/// <summary>
/// What lies between two parabolas that meet at both ends: an eye, a lip, a brow. Along it, u runs from −1 to 1; its
/// edges lie at <c>−bend · u² − above · (1 − u²)</c> and <c>−bend · u² + below · (1 − u²)</c>.
/// </summary>
/// <param name="cx">Its middle, to the right.</param>
/// <param name="cy">Its middle, downwards.</param>
/// <param name="halfWidth">From the middle to an end.</param>
/// <param name="above">How high its upper edge rises.</param>
/// <param name="below">How deep its lower edge falls; negative for a band that lies above the line of its ends.</param>
/// <param name="bend">How much its ends are raised.</param>
/// <param name="turn">Rotates it about its middle.</param>
internal readonly struct Lens(float cx, float cy, float halfWidth, float above, float below, float bend, Turn turn) : IShape
{
    private readonly float inverse = 1 / halfWidth;

    public Box Bounds
    {
        get
        {
            float high = Math.Max(Math.Max(above, bend), 0) + Math.Max(0, -below), deep = Math.Max(Math.Max(below, -bend), 0) + Math.Max(0, -above);
            float reach = Math.Max(high, deep), across = (halfWidth * Math.Abs(turn.Cosine)) + (reach * Math.Abs(turn.Sine));
            float down = (halfWidth * Math.Abs(turn.Sine)) + (reach * Math.Abs(turn.Cosine));
            return new Box(cx - across, cy - down, cx + across, cy + down);
        }
    }

    public float Coverage(float x, float y, float density)
    {
        float dx = x - cx, dy = y - cy;
        float u = ((dx * turn.Cosine) + (dy * turn.Sine)) * inverse, v = (dy * turn.Cosine) - (dx * turn.Sine);
        float rest = 1 - (u * u);
        if (rest <= 0) return 0;
        float middle = v + (bend * u * u), top = middle + (above * rest), bottom = (below * rest) - middle;
        float slopeTop = 2 * u * inverse * (bend - above), slopeBottom = 2 * u * inverse * (bend + below);
        float inside = Math.Clamp(0.5f + (top * density / MathF.Sqrt(1 + (slopeTop * slopeTop))), 0, 1)
            + Math.Clamp(0.5f + (bottom * density / MathF.Sqrt(1 + (slopeBottom * slopeBottom))), 0, 1);
        // Thinner than a pixel, the two edges together still cover the right share of it.
        return Math.Max(0, inside - 1);
    }
}
