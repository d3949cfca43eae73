namespace Elbo.Explorer.Planes;

/// <summary>A plane over the latent space, in which codes have places and places codes.</summary>
internal interface IPlane
{
    /// <summary>Where the test set's codes are: <c>[n][2]</c>.</summary>
    float[] Places();

    /// <summary>Where a code is: <c>[latent]</c> → two numbers.</summary>
    (float X, float Y) PlaceOf(ReadOnlySpan<float> code);

    /// <summary>Moves a code <c>[latent]</c> so that it is at a place.</summary>
    void Move(Span<float> code, float x, float y);
}
