using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using V = System.Runtime.Intrinsics.Vector512<float>;

namespace Elbo.Tensors.Optimisers;

/// <summary>Adam's constants.</summary>
/// <param name="Beta1">Decay of the first moment.</param>
/// <param name="Beta2">Decay of the second moment.</param>
/// <param name="Epsilon">Added to the root of the second moment.</param>
public sealed record Adam(double Beta1 = 0.9, double Beta2 = 0.999, double Epsilon = 1e-8)
{
    /// <summary>The largest gradient, after scaling, whose square a second moment can hold.</summary>
    public const double LargestGradient = 1e19;

    /// <summary>
    /// One update of all trained weights: w −= rate · m̂ / (√v̂ + ε), with m and v the decayed means of the gradient and its
    /// square, corrected for their start at zero. A moment too small for a normal float becomes zero.
    /// </summary>
    /// <remarks>Kingma and Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015; ε as in PyTorch.</remarks>
    /// <param name="store">Weights, gradients and moments.</param>
    /// <param name="pool">Threads.</param>
    /// <param name="step">Number of this update, from 1.</param>
    /// <param name="rate">Learning rate.</param>
    /// <param name="gradientScale">Factor on every gradient, below 1 when the norm is clipped.</param>
    public unsafe void Update(ParameterStore store, WorkerPool pool, long step, double rate, double gradientScale = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(step, 1);
        double correction1 = 1 - PortableMath.Power(Beta1, step), correction2 = 1 - PortableMath.Power(Beta2, step);
        var job = new UpdateJob
        {
            W = store.Block(0), G = store.Block(1), M = store.Block(2), S = store.Block(3),
            Length = store.TrainedLength,
            // 1 − β is taken in double: from a β rounded to float it would be 5e-5 off.
            Beta1 = (float)Beta1, Rest1 = (float)(1 - Beta1), Beta2 = (float)Beta2, Rest2 = (float)(1 - Beta2),
            Rate = (float)(rate / correction1), RootScale = (float)(1 / Math.Sqrt(correction2)), Epsilon = (float)Epsilon,
            GradientScale = (float)gradientScale,
        };
        pool.Run(ref job, job.Items);
    }

    private unsafe struct UpdateJob : IJob
    {
        private const int Chunk = 8192;

        // The smallest float that is no denormal.
        private const float SmallestMoment = 1.17549435e-38f;

        public float* W, G, M, S;
        public int Length;
        public float Beta1, Rest1, Beta2, Rest2, Rate, RootScale, Epsilon, GradientScale;

        public readonly int Items => (Length + Chunk - 1) / Chunk;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Execute(int item)
        {
            nint first = (nint)item * Chunk, last = Math.Min(first + Chunk, Length);
            V beta1 = Vector512.Create(Beta1), rest1 = Vector512.Create(Rest1);
            V beta2 = Vector512.Create(Beta2), rest2 = Vector512.Create(Rest2);
            V rate = Vector512.Create(-Rate), root = Vector512.Create(RootScale), epsilon = Vector512.Create(Epsilon);
            V scale = Vector512.Create(GradientScale), least = Vector512.Create(SmallestMoment);
            for (nint i = first; i < last; i += 16)
            {
                V g = Vector512.Load(G + i) * scale;
                V m = Vector512.FusedMultiplyAdd(beta1, Vector512.Load(M + i), rest1 * g);
                V s = Vector512.FusedMultiplyAdd(beta2, Vector512.Load(S + i), rest2 * (g * g));
                // Where gradients have ended, moments would fade to denormals that never become 0 and cost several times as much.
                m = Vector512.AndNot(m, Vector512.LessThan(Vector512.Abs(m), least));
                s = Vector512.AndNot(s, Vector512.LessThan(s, least));
                m.Store(M + i);
                s.Store(S + i);
                V step = m / Vector512.FusedMultiplyAdd(Vector512.Sqrt(s), root, epsilon);
                Vector512.FusedMultiplyAdd(rate, step, Vector512.Load(W + i)).Store(W + i);
            }
        }
    }
}
