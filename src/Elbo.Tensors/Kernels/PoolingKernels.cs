using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using V = System.Runtime.Intrinsics.Vector512<float>;

namespace Elbo.Tensors.Kernels;

/// <summary>What max pooling works on: planes of Height × Width and their windows of Size × Size, clipped at the far edges.</summary>
internal unsafe struct PoolingArguments
{
    public float* X, Y, DY, DX;
    public int Planes, Height, Width, Size;
    public bool Add;

    public readonly int Rows => (Height + Size - 1) / Size;

    public readonly int Columns => (Width + Size - 1) / Size;

    /// <summary>One row of windows each.</summary>
    public readonly int Items => checked(Planes * Rows);
}

/// <summary>Forward: the largest value of each window; a NaN is larger than all.</summary>
internal unsafe struct MaxPoolingForward : IJob
{
    public PoolingArguments A;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Execute(int item)
    {
        int plane = item / A.Rows, top = item % A.Rows * A.Size, bottom = Math.Min(A.Height, top + A.Size);
        float* y = A.Y + ((nint)item * A.Columns * Lanes.Width);
        for (int left = 0; left < A.Width; left += A.Size, y += Lanes.Width)
        {
            int right = Math.Min(A.Width, left + A.Size);
            V low = Vector512.Create(float.NegativeInfinity), high = low;
            for (int row = top; row < bottom; row++)
            {
                float* x = A.X + (((((nint)plane * A.Height) + row) * A.Width) + left) * Lanes.Width;
                for (int column = left; column < right; column++, x += Lanes.Width)
                {
                    low = Larger(low, Vector512.Load(x));
                    high = Larger(high, Vector512.Load(x + 16));
                }
            }
            low.Store(y);
            high.Store(y + 16);
        }
    }

    // What is not below or equal is above or a NaN; a NaN that is held gives way to another only.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Larger(V held, V x) =>
        Vector512.ConditionalSelect(Vector512.GreaterThan(x, held) | ~Vector512.Equals(x, x), x, held);
}

/// <summary>
/// Backward: the first place in row-major order that holds the window's result takes its gradient. The place is found
/// again from x and y, which are kept anyway; a stored place would have to be written, kept and read as well.
/// </summary>
internal unsafe struct MaxPoolingBackward : IJob
{
    public PoolingArguments A;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Execute(int item)
    {
        int plane = item / A.Rows, top = item % A.Rows * A.Size, bottom = Math.Min(A.Height, top + A.Size);
        nint window = (nint)item * A.Columns * Lanes.Width;
        for (int left = 0; left < A.Width; left += A.Size, window += Lanes.Width)
        {
            int right = Math.Min(A.Width, left + A.Size);
            V y0 = Vector512.Load(A.Y + window), y1 = Vector512.Load(A.Y + window + 16);
            // What is left to give; it becomes zero once given.
            V left0 = Vector512.Load(A.DY + window), left1 = Vector512.Load(A.DY + window + 16);
            for (int row = top; row < bottom; row++)
            {
                nint at = (((((nint)plane * A.Height) + row) * A.Width) + left) * Lanes.Width;
                for (int column = left; column < right; column++, at += Lanes.Width)
                {
                    Pass(at, y0, ref left0);
                    Pass(at + 16, y1, ref left1);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void Pass(nint at, V y, ref V left)
    {
        V x = Vector512.Load(A.X + at);
        V here = Vector512.Equals(x, y) | ~(Vector512.Equals(x, x) | Vector512.Equals(y, y));
        V d = left & here;
        left &= ~here;
        (A.Add ? d + Vector512.Load(A.DX + at) : d).Store(A.DX + at);
    }
}
