namespace Elbo.Data.Faces;

/// <summary>Where something lies in the picture: its own origin, size and rotation. The picture reaches from −1 to 1 both ways, y downwards.</summary>
/// <param name="X">Its origin across.</param>
/// <param name="Y">Its origin down.</param>
/// <param name="Scale">Length of its unit in the picture's.</param>
/// <param name="Turn">Its rotation, clockwise.</param>
internal readonly record struct Placement(float X, float Y, float Scale, Turn Turn)
{
    /// <summary>The picture itself.</summary>
    public static Placement Picture => new(0, 0, 1, Turn.None);
}
