using System.Runtime.Intrinsics;
using V = System.Runtime.Intrinsics.Vector512<float>;

namespace Elbo.Tensors.Kernels;

/// <summary>The mean of one feature over the examples of a batch, padding left out: block after block, then the lanes by halving.</summary>
internal static unsafe class BatchMean
{
    /// <summary>x <c>[block][features][32]</c> → the mean of feature <paramref name="feature"/>.</summary>
    public static double Of(float* x, int features, int feature, int batch)
    {
        V low = default, high = default;
        for (int block = 0; block < Lanes.Blocks(batch); block++)
        {
            float* lanes = x + ((((nint)block * features) + feature) * Lanes.Width);
            uint used = (uint)((1UL << Lanes.Used(batch, block)) - 1);
            low += Vector512.Load(lanes) & KeepMask.Low(used);
            high += Vector512.Load(lanes + 16) & KeepMask.High(used);
        }
        return (double)Reduce.Lanes(low, high) / batch;
    }
}
