using Elbo.Explorer.Examinations;

namespace Elbo.Explorer.Planes;

/// <summary>Two of the latent dimensions. A model of one dimension has its codes drawn against their deviations.</summary>
/// <param name="codes">The test set's codes; null where only places of codes are asked for.</param>
/// <param name="first">The dimension to the right.</param>
/// <param name="second">The dimension upwards.</param>
internal sealed class LatentPlane(TestCodes? codes, int first, int second) : IPlane
{
    public float[] Places()
    {
        var known = codes ?? throw new InvalidOperationException("There are no codes.");
        var places = new float[2 * known.Count];
        for (int i = 0; i < known.Count; i++)
        {
            var mean = known.MeanOf(i);
            (places[2 * i], places[(2 * i) + 1]) = (mean[first], mean.Length == 1 ? known.DeviationOf(i)[0] : mean[second]);
        }
        return places;
    }

    public (float X, float Y) PlaceOf(ReadOnlySpan<float> code) => (code[first], code.Length == 1 ? 0 : code[second]);

    public void Move(Span<float> code, float x, float y)
    {
        code[first] = x;
        if (code.Length > 1) code[second] = y;
    }
}
