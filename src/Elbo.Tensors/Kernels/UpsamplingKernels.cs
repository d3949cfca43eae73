using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using V = System.Runtime.Intrinsics.Vector512<float>;

namespace Elbo.Tensors.Kernels;

/// <summary>What upsampling works on: planes of Height × Width that become Factor times as high and wide.</summary>
internal unsafe struct UpsamplingArguments
{
    public float* X, Y, DY, DX;
    public int Planes, Height, Width, Factor;
    public bool Add;

    /// <summary>Start of a row of the small planes, counted through all of them.</summary>
    public readonly nint Small(int row) => (nint)row * Width * Lanes.Width;

    /// <summary>Start of a row of the large planes, counted through all of them.</summary>
    public readonly nint Large(int row) => (nint)row * Width * Factor * Lanes.Width;
}

/// <summary>Forward: every pixel Factor times in a row; one row of the result each.</summary>
internal unsafe struct NearestForward : IJob
{
    public UpsamplingArguments A;

    public readonly int Items => checked(A.Planes * A.Height * A.Factor);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Execute(int item)
    {
        float* x = A.X + A.Small(item / A.Factor), y = A.Y + A.Large(item);
        for (int column = 0; column < A.Width; column++, x += Lanes.Width)
        {
            V low = Vector512.Load(x), high = Vector512.Load(x + 16);
            for (int i = 0; i < A.Factor; i++, y += Lanes.Width)
            {
                low.Store(y);
                high.Store(y + 16);
            }
        }
    }
}

/// <summary>Backward: each pixel gathers its square of gradients in row-major order; one row of pixels each.</summary>
internal unsafe struct NearestBackward : IJob
{
    public UpsamplingArguments A;

    public readonly int Items => checked(A.Planes * A.Height);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Execute(int item)
    {
        float* d = A.DX + A.Small(item);
        for (int column = 0; column < A.Width; column++, d += Lanes.Width)
        {
            V low = A.Add ? Vector512.Load(d) : default, high = A.Add ? Vector512.Load(d + 16) : default;
            for (int row = 0; row < A.Factor; row++)
            {
                float* g = A.DY + A.Large((item * A.Factor) + row) + ((nint)column * A.Factor * Lanes.Width);
                for (int i = 0; i < A.Factor; i++, g += Lanes.Width)
                {
                    low += Vector512.Load(g);
                    high += Vector512.Load(g + 16);
                }
            }
            low.Store(d);
            high.Store(d + 16);
        }
    }
}

/// <summary>Forward: each pixel from the four whose centres surround its own; one row of the result each.</summary>
internal unsafe struct BilinearForward : IJob
{
    public UpsamplingArguments A;

    public readonly int Items => checked(A.Planes * A.Height * A.Factor);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Execute(int item)
    {
        int plane = item / (A.Height * A.Factor), row = item % (A.Height * A.Factor);
        var vertical = new BilinearPlace(row, A.Height, A.Factor);
        float* above = A.X + A.Small((plane * A.Height) + vertical.First), below = A.X + A.Small((plane * A.Height) + vertical.Second);
        float* y = A.Y + A.Large(item);
        V down = Vector512.Create(vertical.Weight), up = V.One - down;
        for (int column = 0; column < A.Width * A.Factor; column++, y += Lanes.Width)
        {
            var horizontal = new BilinearPlace(column, A.Width, A.Factor);
            V right = Vector512.Create(horizontal.Weight), left = V.One - right;
            nint first = (nint)horizontal.First * Lanes.Width, second = (nint)horizontal.Second * Lanes.Width;
            for (int half = 0; half < Lanes.Width; half += 16)
            {
                V top = Vector512.FusedMultiplyAdd(right, Vector512.Load(above + second + half), left * Vector512.Load(above + first + half));
                V bottom = Vector512.FusedMultiplyAdd(right, Vector512.Load(below + second + half), left * Vector512.Load(below + first + half));
                Vector512.FusedMultiplyAdd(down, bottom, up * top).Store(y + half);
            }
        }
    }
}

/// <summary>
/// Backward: each pixel gathers from all that took from it, in row-major order, with the weight they took; one row of
/// pixels each.
/// </summary>
internal unsafe struct BilinearBackward : IJob
{
    public UpsamplingArguments A;

    /// <summary>As <see cref="BilinearPlace.Shares"/> gives them for the two axes.</summary>
    public float* Vertical, Horizontal;

    public readonly int Items => checked(A.Planes * A.Height);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Execute(int item)
    {
        int plane = item / A.Height, row = item % A.Height;
        int top = BilinearPlace.FirstOf(row, A.Factor), bottom = BilinearPlace.LastOf(row, A.Height, A.Factor);
        float* d = A.DX + A.Small(item), vertical = Vertical + (2 * A.Factor * row), horizontal = Horizontal;
        for (int column = 0; column < A.Width; column++, d += Lanes.Width, horizontal += 2 * A.Factor)
        {
            V low = A.Add ? Vector512.Load(d) : default, high = A.Add ? Vector512.Load(d + 16) : default;
            int left = BilinearPlace.FirstOf(column, A.Factor), count = BilinearPlace.LastOf(column, A.Width, A.Factor) - left + 1;
            for (int i = top; i <= bottom; i++)
            {
                float* g = A.DY + A.Large((plane * A.Height * A.Factor) + i) + ((nint)left * Lanes.Width);
                for (int j = 0; j < count; j++, g += Lanes.Width)
                {
                    V share = Vector512.Create(vertical[i - top] * horizontal[j]);
                    low = Vector512.FusedMultiplyAdd(share, Vector512.Load(g), low);
                    high = Vector512.FusedMultiplyAdd(share, Vector512.Load(g + 16), high);
                }
            }
            low.Store(d);
            high.Store(d + 16);
        }
    }
}
