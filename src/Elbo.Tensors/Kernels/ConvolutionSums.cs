using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using V = System.Runtime.Intrinsics.Vector512<float>;

namespace Elbo.Tensors.Kernels;

/// <summary>What a convolution's way back through its activation works on.</summary>
internal unsafe struct ConvolutionSumArguments
{
    public float* Y, DY, Totals;
    public int Channels, Pixels, Blocks, Batch;
}

/// <summary>
/// A convolution's gradient on the way back through its activation: that of the result becomes that of the sums before
/// it, in place, and each channel's total in each block goes to <see cref="ConvolutionSumArguments.Totals"/> <c>[channel][block]</c>.
/// </summary>
internal unsafe struct ConvolutionSums<TActivation> : IJob where TActivation : struct, IActivation
{
    public ConvolutionSumArguments A;

    public readonly int Items => A.Channels * A.Blocks;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Execute(int item)
    {
        int block = item % A.Blocks, channel = item / A.Blocks;
        nint at = (((nint)block * A.Channels) + channel) * A.Pixels * Lanes.Width;
        // An infinite derivative times a padding lane's zero would be NaN.
        uint used = uint.MaxValue >> (Lanes.Width - Lanes.Used(A.Batch, block));
        V used0 = KeepMask.Low(used), used1 = KeepMask.High(used), low = default, high = default;
        float* y = A.Y + at, dy = A.DY + at;
        for (nint i = 0; i < (nint)A.Pixels * Lanes.Width; i += Lanes.Width)
        {
            V d0 = used0 & (Vector512.Load(dy + i) * TActivation.Derivative(Vector512.Load(y + i)));
            V d1 = used1 & (Vector512.Load(dy + i + 16) * TActivation.Derivative(Vector512.Load(y + i + 16)));
            d0.Store(dy + i);
            d1.Store(dy + i + 16);
            low += d0;
            high += d1;
        }
        A.Totals[item] = Reduce.Lanes(low, high);
    }
}
