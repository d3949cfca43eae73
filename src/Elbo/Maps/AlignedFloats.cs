using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Elbo.Maps;

/// <summary>Zeroed floats that begin on a cache line, so that no vector of sixteen straddles two.</summary>
internal sealed class AlignedFloats
{
    private const int Line = 64;

    private readonly float[] array;
    private readonly int start;

    public AlignedFloats(int length)
    {
        Length = length;
        array = GC.AllocateArray<float>(length + (Line / sizeof(float)), pinned: true);
        long address = Marshal.UnsafeAddrOfPinnedArrayElement(array, 0);
        start = (int)((Line - (address % Line)) % Line) / sizeof(float);
    }

    public int Length { get; }

    public Span<float> Span => array.AsSpan(start, Length);

    /// <summary>The same floats sixteen at a time.</summary>
    public Span<Vector512<float>> Vectors => MemoryMarshal.Cast<float, Vector512<float>>(Span);
}
