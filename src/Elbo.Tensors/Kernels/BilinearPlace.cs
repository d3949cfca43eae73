using System.Runtime.CompilerServices;

namespace Elbo.Tensors.Kernels;

/// <summary>
/// Where a pixel of an enlarged axis lies between the pixels it is made of. Pixels are unit intervals, so the centre of
/// number i lies at (i + ½) / factor − ½; all but the weight is integer arithmetic and exact.
/// </summary>
internal readonly struct BilinearPlace
{
    /// <summary>The pixels before and after; the same one at the end of the axis.</summary>
    public readonly int First, Second;

    /// <summary>Weight of the second; that of the first is what is left of 1.</summary>
    public readonly float Weight;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public BilinearPlace(int pixel, int length, int factor)
    {
        uint halves = (uint)Math.Max(0, (2 * pixel) + 1 - factor), whole = (uint)(2 * factor);
        First = (int)(halves / whole);
        Second = Math.Min(First + 1, length - 1);
        Weight = (float)(halves % whole) / whole;
    }

    /// <summary>The first pixel of the enlarged axis that is made of <paramref name="source"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int FirstOf(int source, int factor) => Math.Max(0, (factor * (source - 1)) + ((factor - 1) / 2) + 1);

    /// <summary>The last one; there are at most 2 · factor.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int LastOf(int source, int length, int factor) => Math.Min(length * factor, (factor * (source + 1)) + (factor / 2)) - 1;

    /// <summary>For each pixel of an axis, how much of it went to each that is made of it, 2 · factor numbers each.</summary>
    public static unsafe void Shares(float* shares, int length, int factor)
    {
        for (int source = 0; source < length; source++, shares += 2 * factor)
        {
            int first = FirstOf(source, factor), last = LastOf(source, length, factor);
            for (int i = first; i <= last; i++)
            {
                var place = new BilinearPlace(i, length, factor);
                shares[i - first] = (place.First == source ? 1 - place.Weight : 0) + (place.Second == source ? place.Weight : 0);
            }
        }
    }
}
