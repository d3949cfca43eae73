using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using V = System.Runtime.Intrinsics.Vector512<float>;

namespace Elbo.Tensors.Kernels;

/// <summary>
/// Elementary functions on sixteen floats. Only operations that IEEE 754 defines to the last bit are used, fused
/// multiply-adds included, so every CPU gives the same bits. Error bounds are held by tests over dense sweeps.
/// </summary>
internal static class VectorMath
{
    private const float Log2E = 1.44269504f, Ln2High = 0.693359375f, Ln2Low = -2.12194440e-4f;

    private static V C(float value) => Vector512.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Fma(V a, V b, V c) => Vector512.FusedMultiplyAdd(a, b, c);

    /// <summary>e^x within 1 ulp (4 above 88.37); below −87.3 it is 0, above 88.72 +∞, NaN stays NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Exp(V x)
    {
        Reduce(x, out V tail, out V scale);
        V y = Fma(scale, tail, scale);
        y = Vector512.ConditionalSelect(Vector512.LessThan(x, C(-87.3f)), V.Zero, y);
        y = Vector512.ConditionalSelect(Vector512.GreaterThan(x, C(88.72f)), C(float.PositiveInfinity), y);
        return Vector512.ConditionalSelect(Vector512.Equals(x, x), y, x);
    }

    /// <summary>e^x − 1 within 1 ulp for x ≤ 0, without cancellation near zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V ExpMinusOne(V x)
    {
        Reduce(x, out V tail, out V scale);
        return Vector512.ConditionalSelect(Vector512.Equals(x, x), Fma(scale, tail, scale - V.One), x);
    }

    /// <summary>x = n ln 2 + r: gives e^r − 1 and 2^n, with n held to where 2^n is a normal number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Reduce(V x, out V tail, out V scale)
    {
        V clamped = Vector512.MinNative(Vector512.MaxNative(x, C(-87.3f)), C(88.72f));
        V shifted = Vector512.MinNative(Fma(clamped, C(Log2E), C(12582912f)), C(12582912f + 127));
        V n = shifted - C(12582912f);
        V r = Fma(n, C(-Ln2High), clamped);
        r = Fma(n, C(-Ln2Low), r);
        tail = Fma(ExpRest(r), r * r, r);
        scale = ((shifted.AsInt32() + Vector512.Create(127)) << 23).AsSingle();
    }

    /// <summary>(e^r − 1 − r) / r² for |r| ≤ ½ ln 2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static V ExpRest(V r)
    {
        V p = Fma(C(1.9875691500e-4f), r, C(1.3981999507e-3f));
        p = Fma(p, r, C(8.3334519073e-3f));
        p = Fma(p, r, C(4.1665795894e-2f));
        p = Fma(p, r, C(1.6666665459e-1f));
        return Fma(p, r, C(0.5f));
    }

    /// <summary>ln x within 1 ulp for positive x, denormals included; 0 gives −∞, a negative number NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Log(V x)
    {
        // Denormals are scaled up by 2^24 first.
        V tiny = Vector512.LessThan(x, C(1.17549435e-38f));
        V scaled = Vector512.ConditionalSelect(tiny, x * C(16777216f), x);
        var bits = scaled.AsInt32() - Vector512.Create(0x3F3504F3);
        V e = Vector512.ConvertToSingle(bits >> 23);
        V m = ((bits & Vector512.Create(0x007FFFFF)) + Vector512.Create(0x3F3504F3)).AsSingle();
        e -= Vector512.ConditionalSelect(tiny, C(24f), V.Zero);
        V f = m - V.One;
        V f2 = f * f;
        V y = Fma(LogRest(f), f2 * f, Fma(e, C(Ln2Low), f2 * C(-0.5f)));
        y = Fma(e, C(Ln2High), f + y);
        y = Vector512.ConditionalSelect(Vector512.Equals(x, V.Zero), C(float.NegativeInfinity), y);
        y = Vector512.ConditionalSelect(Vector512.Equals(x, C(float.PositiveInfinity)), x, y);
        return Vector512.ConditionalSelect(Vector512.GreaterThanOrEqual(x, V.Zero), y, C(float.NaN));
    }

    /// <summary>(ln(1 + f) − f + f²/2) / f³ for 1 + f between √½ and √2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static V LogRest(V f)
    {
        V p = Fma(C(7.0376836292e-2f), f, C(-1.1514610310e-1f));
        p = Fma(p, f, C(1.1676998740e-1f));
        p = Fma(p, f, C(-1.2420140846e-1f));
        p = Fma(p, f, C(1.4249322787e-1f));
        p = Fma(p, f, C(-1.6668057665e-1f));
        p = Fma(p, f, C(2.0000714765e-1f));
        p = Fma(p, f, C(-2.4999993993e-1f));
        return Fma(p, f, C(3.3333331174e-1f));
    }

    /// <summary>ln(1 + y) within 1.5 ulp for y in [0, 1].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V LogOnePlus(V y)
    {
        V u = V.One + y;
        return Log(u) + ((y - (u - V.One)) / u);
    }

    /// <summary>ln(1 + e^x) within 2 ulp; below −87.3 it is 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Softplus(V x) => Vector512.MaxNative(x, V.Zero) + LogOnePlus(Exp(-Vector512.Abs(x)));

    /// <summary>1 / (1 + e^−x) within 2.5 ulp; below −87.3 it is 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Sigmoid(V x)
    {
        V e = Exp(-Vector512.Abs(x));
        V numerator = Vector512.ConditionalSelect(Vector512.GreaterThanOrEqual(x, V.Zero), V.One, e);
        return numerator / (V.One + e);
    }

    /// <summary>tanh x within 3 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Tanh(V x)
    {
        // tanh |x| = −m / (m + 2) with m = e^(−2|x|) − 1, which loses nothing near zero.
        V m = ExpMinusOne(Vector512.Abs(x) * C(-2f));
        V y = -m / (m + C(2f));
        return Vector512.CopySign(y, x);
    }

    /// <summary>
    /// The standard normal quantile of a uniform number in (0, 1), within 1e-6 absolute; so uniform numbers become
    /// normal ones.
    /// </summary>
    /// <remarks>Giles, "Approximating the erfinv function", GPU Computing Gems, 2011.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V NormalQuantile(V uniform)
    {
        V x = Fma(uniform, C(2f), C(-1f));
        V w = -Log(Fma(-x, x, V.One));
        V a = w - C(2.5f);
        V p = Fma(C(2.81022636e-08f), a, C(3.43273939e-07f));
        p = Fma(p, a, C(-3.5233877e-06f));
        p = Fma(p, a, C(-4.39150654e-06f));
        p = Fma(p, a, C(0.00021858087f));
        p = Fma(p, a, C(-0.00125372503f));
        p = Fma(p, a, C(-0.00417768164f));
        p = Fma(p, a, C(0.246640727f));
        p = Fma(p, a, C(1.50140941f));
        V b = Vector512.Sqrt(w) - C(3f);
        V q = Fma(C(-0.000200214257f), b, C(0.000100950558f));
        q = Fma(q, b, C(0.00134934322f));
        q = Fma(q, b, C(-0.00367342844f));
        q = Fma(q, b, C(0.00573950773f));
        q = Fma(q, b, C(-0.0076224613f));
        q = Fma(q, b, C(0.00943887047f));
        q = Fma(q, b, C(1.00167406f));
        q = Fma(q, b, C(2.83297682f));
        return Vector512.ConditionalSelect(Vector512.LessThan(w, C(5f)), p, q) * x * C(1.41421356f);
    }
}
