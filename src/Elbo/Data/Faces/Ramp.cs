namespace Elbo.Data.Faces;

/// <summary>How a material looks in shadow, in half light and in full light.</summary>
internal readonly record struct Ramp(Colour Shadow, Colour Base, Colour Light)
{
    /// <summary>The colour at a brightness of 0…1; a half is <see cref="Base"/>.</summary>
    public Colour At(float brightness) => brightness < 0.5f
        ? Shadow.Towards(Base, 2 * brightness)
        : Base.Towards(Light, (2 * brightness) - 1);
}
