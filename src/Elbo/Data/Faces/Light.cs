namespace Elbo.Data.Faces;

/// <summary>The direction towards the light: right, down, to the viewer.</summary>
internal readonly record struct Light(float X, float Y, float Z)
{
    /// <summary>The same light seen from a thing that is rotated.</summary>
    public Light From(Turn turn) => new((X * turn.Cosine) + (Y * turn.Sine), (Y * turn.Cosine) - (X * turn.Sine), Z);
}
