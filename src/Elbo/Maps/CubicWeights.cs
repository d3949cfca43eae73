using System.Runtime.Intrinsics;
using Elbo.Tensors;

namespace Elbo.Maps;

/// <summary>The cubic B-spline's weights of the four nodes around a place, and their slopes.</summary>
internal static class CubicWeights
{
    /// <summary>Weights for a place <paramref name="t"/> (0 … 1) past the second of the nodes.</summary>
    public static Vector128<float> Of(float t)
    {
        float s = 1 - t, t2 = t * t, s2 = s * s;
        return Vector128.Create(s2 * s, (t2 * ((3 * t) - 6)) + 4, (s2 * ((3 * s) - 6)) + 4, t2 * t) * (1f / 6);
    }

    /// <summary>Derivatives of the weights by <paramref name="t"/>.</summary>
    public static Vector128<float> Slopes(float t)
    {
        float s = 1 - t;
        return Vector128.Create(-0.5f * s * s, t * ((1.5f * t) - 2), -s * ((1.5f * s) - 2), 0.5f * t * t);
    }

    /// <summary>
    /// What undoes, at an angular frequency, that charges and their effects are both smoothed by the spline: with it the kernel
    /// between two nodes is exact.
    /// </summary>
    public static double Sharpening(double frequency)
    {
        double smoothing = (2 + PortableMath.Cos(frequency)) / 3;
        return 1 / (smoothing * smoothing);
    }
}
