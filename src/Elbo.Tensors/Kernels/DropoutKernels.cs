using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using V = System.Runtime.Intrinsics.Vector512<float>;

namespace Elbo.Tensors.Kernels;

/// <summary>Forward: features are kept with the given probability and then scaled, or become zero, each example by itself.</summary>
internal unsafe struct DropoutForward : IJob
{
    // Even, because pairs of rows share their random numbers.
    private const int Rows = 64;
    public float* X, Y;
    public uint* Keep;
    public int Features, Blocks;
    public uint KeepThreshold;
    public float KeepScale;
    public Philox Key;

    private readonly int Parts => (Features + Rows - 1) / Rows;

    public readonly int Items => checked(Parts * Blocks);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Execute(int item)
    {
        int block = item / Parts, first = item % Parts * Rows, last = Math.Min(Features, first + Rows);
        nint start = (nint)block * Features;
        ulong pair = (ulong)block * (ulong)((Features + 1) / 2);
        for (int row = first; row < last; row += 2)
        {
            var (even, odd) = PhiloxLanes.KeepBits(Key, pair + (ulong)(row / 2), KeepThreshold);
            Drop(start + row, even);
            if (row + 1 < last) Drop(start + row + 1, odd);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void Drop(nint row, uint bits)
    {
        Keep[row] = bits;
        float* x = X + (row * Lanes.Width), y = Y + (row * Lanes.Width);
        V scale = Vector512.Create(KeepScale);
        (KeepMask.Low(bits) & (Vector512.Load(x) * scale)).Store(y);
        (KeepMask.High(bits) & (Vector512.Load(x + 16) * scale)).Store(y + 16);
    }
}

/// <summary>Backward: the gradient goes the way the value went; dx may be dy's own memory.</summary>
internal unsafe struct DropoutBackward : IJob
{
    private const int Chunk = 64;
    public float* DY, DX;
    public uint* Keep;
    public nint Rows;
    public float KeepScale;
    public bool Add;

    public readonly int Items => checked((int)((Rows + Chunk - 1) / Chunk));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Execute(int item)
    {
        nint first = (nint)item * Chunk, last = Math.Min(Rows, first + Chunk);
        V scale = Vector512.Create(KeepScale);
        for (nint row = first; row < last; row++)
        {
            float* g = DY + (row * Lanes.Width), d = DX + (row * Lanes.Width);
            V d0 = KeepMask.Low(Keep[row]) & (Vector512.Load(g) * scale), d1 = KeepMask.High(Keep[row]) & (Vector512.Load(g + 16) * scale);
            if (Add)
            {
                d0 += Vector512.Load(d);
                d1 += Vector512.Load(d + 16);
            }
            d0.Store(d);
            d1.Store(d + 16);
        }
    }
}
