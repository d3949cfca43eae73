using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Elbo.Tensors;
using V = System.Runtime.Intrinsics.Vector512<float>;

namespace Elbo.Maps;

/// <summary>The discrete Fourier transform of sixteen sequences at once, of a length with no other factors than 2 and 3; unscaled.</summary>
/// <remarks>Stockham's self-sorting form in passes of radix 4, 3 and 2: Van Loan, "Computational Frameworks for the Fast Fourier Transform", 1992, §1.7.</remarks>
internal sealed class LaneFourier
{
    private readonly int[] radices;
    private readonly (float Cos, float Sin)[] roots;

    public LaneFourier(int length)
    {
        Length = length;
        var factors = new List<int>();
        int rest = length;
        foreach (int radix in new[] { 4, 3, 2 })
        {
            for (; rest % radix == 0; rest /= radix) factors.Add(radix);
        }
        if (rest != 1) throw new ArgumentException($"A length of {length} has other factors than 2 and 3.", nameof(length));
        radices = [.. factors];
        roots = new (float, float)[length];
        for (int i = 0; i < length; i++)
        {
            var (sin, cos) = PortableMath.SinCos(-2 * Math.PI * i / length);
            roots[i] = ((float)cos, (float)sin);
        }
    }

    public int Length { get; }

    /// <summary>The smallest length that is possible and at least this.</summary>
    public static int AtLeast(int length)
    {
        int power = 8;
        while (power < length) power *= 2;
        // Between two powers of two: 9/16, 3/4 and 27/32 of the upper one.
        foreach (int sixteenths in new[] { 18, 24, 27 })
        {
            if (power >= 64 && power / 32 * sixteenths >= length) return power / 32 * sixteenths;
        }
        return power;
    }

    /// <summary>X_k = Σ x_j e^(−2πijk/n).</summary>
    public void Forward(LaneBuffer buffer)
    {
        int n = Length, stride = 1;
        foreach (int radix in radices)
        {
            if (radix == 4) Pass4(buffer, n, stride);
            else if (radix == 3) Pass3(buffer, n, stride);
            else Pass2(buffer, n, stride);
            buffer.Advance();
            n /= radix;
            stride *= radix;
        }
    }

    /// <summary>x_j = Σ X_k e^(2πijk/n), n times the inverse.</summary>
    public void Backward(LaneBuffer buffer)
    {
        buffer.ExchangeParts();
        Forward(buffer);
        buffer.ExchangeParts();
    }

    private void Pass4(LaneBuffer buffer, int n, int stride)
    {
        int quarter = n / 4, step = Length / n, part = stride * quarter;
        Span<V> re = buffer.Real, im = buffer.Imaginary, toRe = buffer.NextReal, toIm = buffer.NextImaginary;
        for (int p = 0; p < quarter; p++)
        {
            var (w1, w2, w3) = (roots[p * step], roots[2 * p * step], roots[3 * p * step]);
            int at = stride * p, to = 4 * stride * p;
            ReadOnlySpan<V> re0 = re.Slice(at, stride), re1 = re.Slice(at + part, stride), re2 = re.Slice(at + (2 * part), stride), re3 = re.Slice(at + (3 * part), stride);
            ReadOnlySpan<V> im0 = im.Slice(at, stride), im1 = im.Slice(at + part, stride), im2 = im.Slice(at + (2 * part), stride), im3 = im.Slice(at + (3 * part), stride);
            Span<V> outRe0 = toRe.Slice(to, stride), outRe1 = toRe.Slice(to + stride, stride), outRe2 = toRe.Slice(to + (2 * stride), stride), outRe3 = toRe.Slice(to + (3 * stride), stride);
            Span<V> outIm0 = toIm.Slice(to, stride), outIm1 = toIm.Slice(to + stride, stride), outIm2 = toIm.Slice(to + (2 * stride), stride), outIm3 = toIm.Slice(to + (3 * stride), stride);
            for (int q = 0; q < stride; q++)
            {
                V sumRe = re0[q] + re2[q], sumIm = im0[q] + im2[q], differenceRe = re0[q] - re2[q], differenceIm = im0[q] - im2[q];
                V otherRe = re1[q] + re3[q], otherIm = im1[q] + im3[q], turnedRe = im1[q] - im3[q], turnedIm = re3[q] - re1[q];
                outRe0[q] = sumRe + otherRe;
                outIm0[q] = sumIm + otherIm;
                (outRe1[q], outIm1[q]) = Times(differenceRe + turnedRe, differenceIm + turnedIm, w1);
                (outRe2[q], outIm2[q]) = Times(sumRe - otherRe, sumIm - otherIm, w2);
                (outRe3[q], outIm3[q]) = Times(differenceRe - turnedRe, differenceIm - turnedIm, w3);
            }
        }
    }

    private void Pass3(LaneBuffer buffer, int n, int stride)
    {
        int third = n / 3, step = Length / n, part = stride * third;
        Span<V> re = buffer.Real, im = buffer.Imaginary, toRe = buffer.NextReal, toIm = buffer.NextImaginary;
        V half = Vector512.Create(-0.5f), root = Vector512.Create(0.8660254f);
        for (int p = 0; p < third; p++)
        {
            var (w1, w2) = (roots[p * step], roots[2 * p * step]);
            int at = stride * p, to = 3 * stride * p;
            for (int q = 0; q < stride; q++)
            {
                V re1 = re[at + part + q], re2 = re[at + (2 * part) + q], im1 = im[at + part + q], im2 = im[at + (2 * part) + q];
                V sumRe = re1 + re2, sumIm = im1 + im2, turnedRe = (im1 - im2) * root, turnedIm = (re2 - re1) * root;
                V middleRe = Vector512.FusedMultiplyAdd(half, sumRe, re[at + q]), middleIm = Vector512.FusedMultiplyAdd(half, sumIm, im[at + q]);
                (toRe[to + q], toIm[to + q]) = (re[at + q] + sumRe, im[at + q] + sumIm);
                (toRe[to + stride + q], toIm[to + stride + q]) = Times(middleRe + turnedRe, middleIm + turnedIm, w1);
                (toRe[to + (2 * stride) + q], toIm[to + (2 * stride) + q]) = Times(middleRe - turnedRe, middleIm - turnedIm, w2);
            }
        }
    }

    private void Pass2(LaneBuffer buffer, int n, int stride)
    {
        int half = n / 2, step = Length / n, part = stride * half;
        Span<V> re = buffer.Real, im = buffer.Imaginary, toRe = buffer.NextReal, toIm = buffer.NextImaginary;
        for (int p = 0; p < half; p++)
        {
            var w = roots[p * step];
            int at = stride * p, to = 2 * stride * p;
            for (int q = 0; q < stride; q++)
            {
                V re0 = re[at + q], im0 = im[at + q], re1 = re[at + part + q], im1 = im[at + part + q];
                (toRe[to + q], toIm[to + q]) = (re0 + re1, im0 + im1);
                (toRe[to + stride + q], toIm[to + stride + q]) = Times(re0 - re1, im0 - im1, w);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (V Real, V Imaginary) Times(V re, V im, (float Cos, float Sin) root)
    {
        V cos = Vector512.Create(root.Cos), sin = Vector512.Create(root.Sin);
        return (Vector512.FusedMultiplyAdd(re, cos, -(im * sin)), Vector512.FusedMultiplyAdd(re, sin, im * cos));
    }
}
