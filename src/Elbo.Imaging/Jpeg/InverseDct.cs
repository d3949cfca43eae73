using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Elbo.Imaging;

/// <summary>
/// The inverse discrete cosine transform of 8×8 blocks in 32-bit integers: Loeffler, Ligtenberg and Moschytz, "Practical
/// fast 1-D DCT algorithms with 11 multiplications" (ICASSP 1989), columns first, eight at once.
/// </summary>
/// <remarks>
/// Scaled by 2¹³ inside a pass and kept to 2 fractional bits between the two, each rounded half up: what libjpeg's accurate
/// transform does too, so that the samples are the same.
/// </remarks>
internal static class InverseDct
{
    private const int FractionBits = 13, KeptBits = 2;

    // √2 · cos(kπ/16) and sums of them, times 2¹³.
    private const int
        Cos6 = 4433, Cos2MinusCos6 = 6270, Cos2PlusCos6 = 15137, // the even part's rotation
        Cos3 = 9633, Cos3MinusCos5 = 3196, Cos3PlusCos5 = 16069, Cos3MinusCos7 = 7373, Cos1PlusCos3 = 20995,
        Odd1 = 12299, Odd3 = 25172, Odd5 = 16819, Odd7 = 2446;

    /// <summary>Writes the 8×8 samples of a block.</summary>
    /// <param name="block">64 coefficients <c>[row][column]</c>, not yet multiplied.</param>
    /// <param name="steps">64 quantisation steps in the same order.</param>
    /// <param name="samples">Where the first sample goes; the rows are <paramref name="stride"/> apart.</param>
    /// <param name="stride">Bytes from one row to the next.</param>
    public static void Transform(ReadOnlySpan<short> block, ReadOnlySpan<int> steps, Span<byte> samples, int stride)
    {
        Vector256<int> r0 = Load(block, steps, 0), r1 = Load(block, steps, 1), r2 = Load(block, steps, 2), r3 = Load(block, steps, 3);
        Vector256<int> r4 = Load(block, steps, 4), r5 = Load(block, steps, 5), r6 = Load(block, steps, 6), r7 = Load(block, steps, 7);
        Pass(ref r0, ref r1, ref r2, ref r3, ref r4, ref r5, ref r6, ref r7, FractionBits - KeptBits);
        Transpose(ref r0, ref r1, ref r2, ref r3, ref r4, ref r5, ref r6, ref r7);
        Pass(ref r0, ref r1, ref r2, ref r3, ref r4, ref r5, ref r6, ref r7, FractionBits + KeptBits + 3);

        // Each vector is now a column of samples; a lane gathers four columns of one row, then eight.
        Vector256<uint> left = Sample(r0) | Sample(r1) << 8 | Sample(r2) << 16 | Sample(r3) << 24;
        Vector256<uint> right = Sample(r4) | Sample(r5) << 8 | Sample(r6) << 16 | Sample(r7) << 24;
        Store(Vector256.WidenLower(left) | Vector256.WidenLower(right) << 32, samples, stride);
        Store(Vector256.WidenUpper(left) | Vector256.WidenUpper(right) << 32, samples[(4 * stride)..], stride);
    }

    /// <summary>The same for a block whose only coefficient is its first: all samples are equal.</summary>
    public static void Fill(int first, int step, Span<byte> samples, int stride)
    {
        byte value = (byte)Math.Clamp((((first * step) << KeptBits) + 16 >> 5) + 128, 0, 255);
        for (int row = 0; row < 8; row++)
            samples.Slice(row * stride, 8).Fill(value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Load(ReadOnlySpan<short> block, ReadOnlySpan<int> steps, int row)
    {
        Vector128<short> coefficients = Vector128.Create(block.Slice(8 * row, 8));
        return Vector256.Create(Vector128.WidenLower(coefficients), Vector128.WidenUpper(coefficients)) * Vector256.Create(steps.Slice(8 * row, 8));
    }

    /// <summary>Eight 1-D transforms, one in each lane, and a rounded division by 2^<paramref name="shift"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Pass(
        ref Vector256<int> v0, ref Vector256<int> v1, ref Vector256<int> v2, ref Vector256<int> v3,
        ref Vector256<int> v4, ref Vector256<int> v5, ref Vector256<int> v6, ref Vector256<int> v7, int shift)
    {
        // Even part: two sums and one rotation. The rounding constant rides on the sums.
        Vector256<int> rotated = (v2 + v6) * Cos6;
        Vector256<int> b2 = rotated - v6 * Cos2PlusCos6, b3 = rotated + v2 * Cos2MinusCos6;
        Vector256<int> half = Vector256.Create(1 << (shift - 1));
        Vector256<int> b0 = (v0 + v4 << FractionBits) + half, b1 = (v0 - v4 << FractionBits) + half;
        Vector256<int> e0 = b0 + b3, e3 = b0 - b3, e1 = b1 + b2, e2 = b1 - b2;

        // Odd part: both remaining rotations share their sums' multiplications.
        Vector256<int> both = (v7 + v3 + v5 + v1) * Cos3;
        Vector256<int> s73 = both - (v7 + v3) * Cos3PlusCos5, s51 = both - (v5 + v1) * Cos3MinusCos5;
        Vector256<int> s71 = (v7 + v1) * -Cos3MinusCos7, s53 = (v5 + v3) * -Cos1PlusCos3;
        Vector256<int> o0 = v1 * Odd1 + s71 + s51, o1 = v3 * Odd3 + s53 + s73;
        Vector256<int> o2 = v5 * Odd5 + s53 + s51, o3 = v7 * Odd7 + s71 + s73;

        v0 = e0 + o0 >> shift;
        v7 = e0 - o0 >> shift;
        v1 = e1 + o1 >> shift;
        v6 = e1 - o1 >> shift;
        v2 = e2 + o2 >> shift;
        v5 = e2 - o2 >> shift;
        v3 = e3 + o3 >> shift;
        v4 = e3 - o3 >> shift;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Sample(Vector256<int> value) =>
        Vector256.Clamp(value + Vector256.Create(128), Vector256<int>.Zero, Vector256.Create(255)).AsUInt32();

    private static void Store(Vector256<ulong> rows, Span<byte> samples, int stride)
    {
        for (int row = 0; row < 4; row++)
            BinaryPrimitives.WriteUInt64LittleEndian(samples[(row * stride)..], rows[row]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose(
        ref Vector256<int> r0, ref Vector256<int> r1, ref Vector256<int> r2, ref Vector256<int> r3,
        ref Vector256<int> r4, ref Vector256<int> r5, ref Vector256<int> r6, ref Vector256<int> r7)
    {
        // Quarters of 4×4 change places, then 2×2, then single numbers.
        SwapHalves(ref r0, ref r4);
        SwapHalves(ref r1, ref r5);
        SwapHalves(ref r2, ref r6);
        SwapHalves(ref r3, ref r7);
        SwapPairs(ref r0, ref r2);
        SwapPairs(ref r1, ref r3);
        SwapPairs(ref r4, ref r6);
        SwapPairs(ref r5, ref r7);
        SwapSingles(ref r0, ref r1);
        SwapSingles(ref r2, ref r3);
        SwapSingles(ref r4, ref r5);
        SwapSingles(ref r6, ref r7);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SwapHalves(ref Vector256<int> a, ref Vector256<int> b) =>
        (a, b) = (Vector256.Create(a.GetLower(), b.GetLower()), Vector256.Create(a.GetUpper(), b.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SwapPairs(ref Vector256<int> a, ref Vector256<int> b)
    {
        Vector256<int> first = Vector256.Create(-1L, 0, -1, 0).AsInt32(), order = Vector256.Create(2, 3, 0, 1, 6, 7, 4, 5);
        (a, b) = (Vector256.ConditionalSelect(first, a, Vector256.Shuffle(b, order)), Vector256.ConditionalSelect(first, Vector256.Shuffle(a, order), b));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SwapSingles(ref Vector256<int> a, ref Vector256<int> b)
    {
        Vector256<int> first = Vector256.Create(-1, 0, -1, 0, -1, 0, -1, 0), order = Vector256.Create(1, 0, 3, 2, 5, 4, 7, 6);
        (a, b) = (Vector256.ConditionalSelect(first, a, Vector256.Shuffle(b, order)), Vector256.ConditionalSelect(first, Vector256.Shuffle(a, order), b));
    }
}
