using System.Runtime.InteropServices;

namespace Elbo.Tensors;

/// <summary>
/// Step memory: one aligned native block and a bump pointer. A step that needs more than the block holds takes extra
/// blocks, which the next reset merges into one, so a steady state allocates nothing.
/// </summary>
internal sealed unsafe class Arena : IDisposable
{
    private const nuint Alignment = 4096;
    private readonly List<nint> extra = [];
    private float* block, free, end;
    private long needed;

    /// <summary>Bytes held.</summary>
    public long Bytes { get; private set; }

    /// <summary>Takes <paramref name="count"/> floats, 128-byte aligned and uninitialised; valid until <see cref="Reset"/>.</summary>
    public float* Take(long count)
    {
        // Two cache lines between tensors keep those of a power-of-two size off the same L1 sets.
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        count = ((count + 31) & ~31L) + 32;
        needed += count;
        if (end - free < count) Grow(count);
        var taken = free;
        free += count;
        return taken;
    }

    /// <summary>Gives all memory back to the arena.</summary>
    public void Reset()
    {
        if (extra.Count > 0)
        {
            Release();
            Grow(needed);
        }
        free = block;
        needed = 0;
    }

    private void Grow(long count)
    {
        long floats = Math.Max(count, 1 << 18);
        nuint bytes = checked((nuint)floats * sizeof(float));
        var grown = (float*)NativeMemory.AlignedAlloc(bytes, Alignment);
        NativeMemory.Clear(grown, bytes);
        if (block != null) extra.Add((nint)block);
        block = free = grown;
        end = grown + floats;
        Bytes += (long)bytes;
    }

    private void Release()
    {
        foreach (nint old in extra) NativeMemory.AlignedFree((void*)old);
        extra.Clear();
        NativeMemory.AlignedFree(block);
        block = free = end = null;
        Bytes = 0;
    }

    public void Dispose() => Release();
}
