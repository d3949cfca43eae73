using Elbo.Explorer.Examinations;

namespace Elbo.Explorer.Planes;

/// <summary>A map by t-SNE. It has no formula, so that codes and places between the test set's are found from the nearest of these.</summary>
/// <param name="codes">The test set's codes.</param>
/// <param name="places">Where they are: <c>[n][2]</c>.</param>
internal sealed class MapPlane(TestCodes codes, float[] places) : IPlane
{
    private const int Neighbours = 8;

    public float[] Places() => places;

    public (float X, float Y) PlaceOf(ReadOnlySpan<float> code)
    {
        Span<float> place = stackalloc float[2];
        NearestMean.Of(codes.Means, code, places, place, Neighbours);
        return (place[0], place[1]);
    }

    public void Move(Span<float> code, float x, float y) => NearestMean.Of(places, [x, y], codes.Means, code, Neighbours);
}
