using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using V = System.Runtime.Intrinsics.Vector512<ulong>;

namespace Elbo.Tensors.Kernels;

/// <summary><see cref="Philox"/> at eight consecutive counters at once; the same words as one at a time.</summary>
internal static class PhiloxLanes
{
    /// <summary>Words of counters <paramref name="index"/> … + 7, one counter a lane; upper halves of lanes are zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Words(in Philox key, ulong index, out V a, out V b, out V c, out V d)
    {
        V counters = Vector512.Create(index) + Vector512.Create(0UL, 1, 2, 3, 4, 5, 6, 7);
        V c0 = counters, c1 = counters >>> 32, c2 = Vector512.Create((ulong)key.Step), c3 = Vector512.Create((ulong)key.Stream);
        V m0 = Vector512.Create((ulong)Philox.M0), m1 = Vector512.Create((ulong)Philox.M1);
        uint k0 = (uint)key.Seed, k1 = (uint)(key.Seed >> 32);
        // Upper halves hold garbage between rounds; the multiplication reads lower halves only.
        for (int round = 0; round < 10; round++)
        {
            V p0 = MultiplyLow(c0, m0), p1 = MultiplyLow(c2, m1);
            c0 = (p1 >>> 32) ^ c1 ^ Vector512.Create((ulong)k0);
            c2 = (p0 >>> 32) ^ c3 ^ Vector512.Create((ulong)k1);
            c1 = p1;
            c3 = p0;
            k0 += Philox.W0;
            k1 += Philox.W1;
        }
        V low = Vector512.Create((ulong)uint.MaxValue);
        (a, b, c, d) = (c0 & low, c1 & low, c2 & low, c3 & low);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V MultiplyLow(V x, V y)
    {
        if (Avx512F.IsSupported) return Avx512F.Multiply(x.AsUInt32(), y.AsUInt32());
        if (Avx2.IsSupported)
        {
            return Vector512.Create(
                Avx2.Multiply(x.GetLower().AsUInt32(), y.GetLower().AsUInt32()),
                Avx2.Multiply(x.GetUpper().AsUInt32(), y.GetUpper().AsUInt32()));
        }
        V low = Vector512.Create((ulong)uint.MaxValue);
        return (x & low) * (y & low);
    }

    /// <summary>
    /// Keep-bits of two rows of 32 lanes: each bit is set with probability <paramref name="threshold"/> / 65536.
    /// </summary>
    /// <param name="key">The stream.</param>
    /// <param name="pair">Index of the pair of rows.</param>
    /// <param name="threshold">1 … 65536.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (uint First, uint Second) KeepBits(in Philox key, ulong pair, uint threshold)
    {
        Words(key, pair * 8, out V a, out V b, out V c, out V d);
        V limit = Vector512.Create((ulong)threshold);
        uint first = 0, second = 0;
        Add(a, limit, 0, ref first, ref second);
        Add(b, limit, 8, ref first, ref second);
        Add(c, limit, 16, ref first, ref second);
        Add(d, limit, 24, ref first, ref second);
        return (first, second);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(V words, V limit, int shift, ref uint first, ref uint second)
    {
        // Each counter gives two 16-bit numbers; counters 0–3 serve the first row, 4–7 the second.
        uint low = (uint)Vector512.LessThan(words & Vector512.Create(0xFFFFUL), limit).ExtractMostSignificantBits();
        uint high = (uint)Vector512.LessThan(words >>> 16, limit).ExtractMostSignificantBits();
        first |= ((low & 15) | ((high & 15) << 4)) << shift;
        second |= ((low >> 4) | (high & 0xF0)) << shift;
    }

    /// <summary>
    /// Sixteen standard normal numbers: those of counters <paramref name="index"/> … + 3, four words each, in
    /// <see cref="Philox.Word"/> order.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe Vector512<float> Normals(in Philox key, ulong index)
    {
        uint* words = stackalloc uint[16];
        for (int i = 0; i < 4; i++)
            (words[4 * i], words[(4 * i) + 1], words[(4 * i) + 2], words[(4 * i) + 3]) = key.Words(index + (ulong)i);
        var uniform = (Vector512.ConvertToSingle((Vector512.Load(words) >>> 9).AsInt32()) + Vector512.Create(0.5f)) * Vector512.Create(1f / (1 << 23));
        return VectorMath.NormalQuantile(uniform);
    }
}
