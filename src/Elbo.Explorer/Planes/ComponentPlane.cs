using Elbo.Explorer.Examinations;
using Elbo.Maps;

namespace Elbo.Explorer.Planes;

/// <summary>The first two principal components of the test set's codes. A model of one dimension has its codes drawn against their deviations.</summary>
internal sealed class ComponentPlane(TestCodes codes, PrincipalComponents components) : IPlane
{
    public float[] Places()
    {
        var along = components.Project(codes.Means);
        if (components.Count == 2) return along;
        var places = new float[2 * codes.Count];
        for (int i = 0; i < codes.Count; i++) (places[2 * i], places[(2 * i) + 1]) = (along[i], codes.Deviations[i]);
        return places;
    }

    public (float X, float Y) PlaceOf(ReadOnlySpan<float> code)
    {
        var along = components.Project(code);
        return (along[0], along.Length == 2 ? along[1] : 0);
    }

    /// <summary>The directions are orthogonal, so what lies outside of the plane stays.</summary>
    public void Move(Span<float> code, float x, float y)
    {
        var (fromX, fromY) = PlaceOf(code);
        for (int d = 0; d < code.Length; d++)
        {
            double step = ((double)x - fromX) * components.Directions[d];
            if (components.Count == 2) step += ((double)y - fromY) * components.Directions[code.Length + d];
            code[d] = (float)(code[d] + step);
        }
    }
}
