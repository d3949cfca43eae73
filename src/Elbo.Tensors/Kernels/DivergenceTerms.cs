using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using V = System.Runtime.Intrinsics.Vector512<float>;

namespace Elbo.Tensors.Kernels;

/// <summary>
/// KL(N(mean, σ²)‖N(0, 1)) of one dimension and its slope in σ or ln σ. Near σ = 1, where ½ (σ² − 1) and ln σ cancel, both
/// come from the tails of their series, so that the divergence is right to its last digits and never negative.
/// </summary>
internal static class DivergenceTerms
{
    private static V C(float value) => Vector512.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Fma(V a, V b, V c) => Vector512.FusedMultiplyAdd(a, b, c);

    /// <summary>½ mean² + ½ (σ² − 1) − ln σ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V OfDeviation(V mean, V deviation)
    {
        // With σ = 1 + f: f + ½ f² − ln(1 + f) = f² − f³ · rest.
        V f = deviation - V.One, half = deviation * C(0.5f);
        V near = f * f * Fma(-f, VectorMath.LogRest(f), V.One);
        V far = Unbounded(deviation, Fma(half, deviation, C(-0.5f)) - VectorMath.Log(deviation));
        V isNear = Vector512.GreaterThan(deviation, C(0.7072f)) & Vector512.LessThan(deviation, C(1.4142f));
        return Fma(mean * C(0.5f), mean, Vector512.ConditionalSelect(isNear, near, far));
    }

    /// <summary>½ mean² + ½ (e^2λ − 1) − λ with λ = ln σ, which may be as low as it likes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V OfLogDeviation(V mean, V logDeviation)
    {
        // With r = 2 λ: ½ (e^r − 1 − r) = ½ r² · rest.
        V r = logDeviation + logDeviation, variance = VectorMath.Exp(r);
        V near = r * C(0.5f) * r * VectorMath.ExpRest(r);
        V far = Unbounded(variance, Fma(variance, C(0.5f), C(-0.5f)) - logDeviation);
        return Fma(mean * C(0.5f), mean, Vector512.ConditionalSelect(IsSmall(r), near, far));
    }

    /// <summary>σ − 1/σ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V SlopeInDeviation(V deviation) => (deviation - V.One) * (V.One + (V.One / deviation));

    /// <summary>σ² − 1 = e^2λ − 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V SlopeInLogDeviation(V logDeviation)
    {
        V r = logDeviation + logDeviation;
        return Vector512.ConditionalSelect(IsSmall(r), Fma(VectorMath.ExpRest(r), r * r, r), VectorMath.Exp(r) - V.One);
    }

    private static V IsSmall(V r) => Vector512.LessThan(Vector512.Abs(r), C(0.34f));

    // ∞ − ln ∞ would be NaN.
    private static V Unbounded(V size, V value) => Vector512.ConditionalSelect(Vector512.Equals(size, C(float.PositiveInfinity)), size, value);
}
