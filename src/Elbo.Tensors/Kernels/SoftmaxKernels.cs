using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using V = System.Runtime.Intrinsics.Vector512<float>;

namespace Elbo.Tensors.Kernels;

/// <summary>
/// Σ target (ln Σ e^logit − logit) of each example, and its slope Σ target · softmax − target where <see cref="Slope"/> is not
/// null. Classes lie one behind the other in a lane, so that every sum is a plain loop in their order.
/// </summary>
internal unsafe struct SoftmaxSums : IJob
{
    public float* Logits, Target, Slope, Total;
    public int Classes, Blocks;

    public readonly int Items => Blocks;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Execute(int item)
    {
        for (int half = 0; half < Lanes.Width; half += 16)
        {
            nint first = ((nint)item * Classes * Lanes.Width) + half, end = first + ((nint)Classes * Lanes.Width);
            V largest = Vector512.Load(Logits + first);
            for (nint i = first + Lanes.Width; i < end; i += Lanes.Width) largest = Vector512.Max(largest, Vector512.Load(Logits + i));
            V sum = default, weight = default;
            for (nint i = first; i < end; i += Lanes.Width)
            {
                sum += VectorMath.Exp(Vector512.Load(Logits + i) - largest);
                weight += Vector512.Load(Target + i);
            }
            V log = VectorMath.Log(sum), loss = default;
            for (nint i = first; i < end; i += Lanes.Width)
            {
                // A class that is not the target's may be infinitely far away.
                V target = Vector512.Load(Target + i), nats = log - (Vector512.Load(Logits + i) - largest);
                loss = Vector512.FusedMultiplyAdd(target, nats & ~Vector512.Equals(target, V.Zero), loss);
            }
            loss.Store(Total + (item * Lanes.Width) + half);
            if (Slope == null) continue;
            V share = weight / sum;
            for (nint i = first; i < end; i += Lanes.Width)
                ((VectorMath.Exp(Vector512.Load(Logits + i) - largest) * share) - Vector512.Load(Target + i)).Store(Slope + i);
        }
    }
}
