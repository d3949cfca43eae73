using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using V = System.Runtime.Intrinsics.Vector512<float>;

namespace Elbo.Tensors.Kernels;

/// <summary>A loss term of one prediction and its target, and its slope with respect to the prediction.</summary>
internal interface ILossTerm
{
    static abstract V Apply(V prediction, V target, out V slope);
}

/// <summary>
/// −ln p(x) of a Bernoulli variable with logit l: max(l, 0) − l x + ln(1 + e^−|l|). Slope: sigmoid(l) − x, where a sigmoid
/// near 1 is taken as 1 less the other's share, so that the slope keeps its digits where x is 1.
/// </summary>
internal readonly struct BernoulliTerm : ILossTerm
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Apply(V logit, V x, out V slope)
    {
        V e = VectorMath.Exp(-Vector512.Abs(logit));
        V positive = Vector512.GreaterThanOrEqual(logit, V.Zero);
        V share = e / (V.One + e);
        slope = Vector512.ConditionalSelect(positive, V.One - x - share, share - x);
        V linear = Vector512.ConditionalSelect(positive, logit, V.Zero);
        return Vector512.FusedMultiplyAdd(-logit, x, linear) + VectorMath.LogOnePlus(e);
    }
}

/// <summary>(p − x)². Slope: 2 (p − x).</summary>
internal readonly struct SquaredErrorTerm : ILossTerm
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Apply(V prediction, V x, out V slope)
    {
        V d = prediction - x;
        slope = d + d;
        return d * d;
    }
}

/// <summary>
/// Sums a loss over the features of each example. Partial sums cover 64 features each and are added in order, so the
/// result does not depend on the number of threads.
/// </summary>
internal unsafe struct LossSums<TTerm> : IJob where TTerm : struct, ILossTerm
{
    private const int Rows = 64;
    public float* Prediction, Target, Slope, Partial;
    public int Features, Blocks;

    public static int Parts(int features) => (features + Rows - 1) / Rows;

    public readonly int Items => Parts(Features) * Blocks;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Execute(int item)
    {
        int parts = Parts(Features), block = item / parts, first = item % parts * Rows;
        int count = Math.Min(Rows, Features - first) * Lanes.Width;
        nint start = (((nint)block * Features) + first) * Lanes.Width;
        V low = default, high = default;
        for (nint i = start; i < start + count; i += Lanes.Width)
        {
            low += TTerm.Apply(Vector512.Load(Prediction + i), Vector512.Load(Target + i), out V s0);
            high += TTerm.Apply(Vector512.Load(Prediction + i + 16), Vector512.Load(Target + i + 16), out V s1);
            if (Slope == null) continue;
            s0.Store(Slope + i);
            s1.Store(Slope + i + 16);
        }
        low.Store(Partial + (item * Lanes.Width));
        high.Store(Partial + (item * Lanes.Width) + 16);
    }

    /// <summary>Adds the parts of each block in order into <paramref name="total"/>, <c>[block][1][32]</c>.</summary>
    public readonly void Finish(float* total)
    {
        int parts = Parts(Features);
        for (int block = 0; block < Blocks; block++)
        {
            V low = default, high = default;
            for (int part = 0; part < parts; part++)
            {
                float* p = Partial + (((block * parts) + part) * Lanes.Width);
                low += Vector512.Load(p);
                high += Vector512.Load(p + 16);
            }
            low.Store(total + (block * Lanes.Width));
            high.Store(total + (block * Lanes.Width) + 16);
        }
    }
}

/// <summary>Adds slope × the example's upstream gradient to the prediction's gradient.</summary>
internal unsafe struct LossGradient : IJob
{
    private const int Rows = 64;
    public float* Slope, Upstream, DPrediction;
    public int Features, Blocks;
    public bool Add;

    private readonly int Parts => (Features + Rows - 1) / Rows;

    public readonly int Items => Parts * Blocks;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Execute(int item)
    {
        int block = item / Parts, first = item % Parts * Rows;
        int count = Math.Min(Rows, Features - first) * Lanes.Width;
        nint start = (((nint)block * Features) + first) * Lanes.Width;
        V up0 = Vector512.Load(Upstream + (block * Lanes.Width)), up1 = Vector512.Load(Upstream + (block * Lanes.Width) + 16);
        // An infinite slope in a padding lane must not meet its zero upstream.
        V reached0 = ~Vector512.Equals(up0, V.Zero), reached1 = ~Vector512.Equals(up1, V.Zero);
        for (nint i = start; i < start + count; i += Lanes.Width)
        {
            V d0 = reached0 & (Vector512.Load(Slope + i) * up0), d1 = reached1 & (Vector512.Load(Slope + i + 16) * up1);
            if (Add)
            {
                d0 += Vector512.Load(DPrediction + i);
                d1 += Vector512.Load(DPrediction + i + 16);
            }
            d0.Store(DPrediction + i);
            d1.Store(DPrediction + i + 16);
        }
    }
}
