namespace Elbo.Data.Faces;

/// <summary>An area that can be painted.</summary>
internal interface IShape
{
    /// <summary>A box that holds it.</summary>
    Box Bounds { get; }

    /// <summary>How much of the pixel around a point lies inside, 0…1.</summary>
    /// <param name="x">The pixel's middle, to the right.</param>
    /// <param name="y">The pixel's middle, downwards.</param>
    /// <param name="density">Pixels in a unit of length.</param>
    float Coverage(float x, float y, float density);
}
