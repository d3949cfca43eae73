using System.Runtime.Intrinsics;
using Elbo.Tensors.Kernels;
using V = System.Runtime.Intrinsics.Vector512<float>;

namespace Elbo.Tensors.Ops;

/// <summary>
/// Negative log-likelihood of data under independent Gaussians, in nats, summed over features with nothing left out:
/// Σ ½ (x − mean)² / v + ½ ln 2πv, where v = deviation² + floor². The floor keeps a feature that is met exactly from an
/// infinite density.
/// </summary>
public sealed unsafe class GaussianLoss : Operation
{
    /// <summary>½ ln 2π.</summary>
    private const float HalfLogTwoPi = 0.9189385332f;

    private static readonly GaussianLoss Instance = new();

    private GaussianLoss() { }

    /// <summary>mean <c>[n]</c>, ln deviation <c>[n]</c>, target <c>[n]</c> → loss <c>[1]</c> per example. The target is data: it receives no gradient.</summary>
    public static Tensor Forward(Tape tape, Tensor mean, Tensor logDeviation, Tensor target, float floor = 0)
    {
        Tape.Node m = tape.At(mean), s = tape.At(logDeviation), x = tape.At(target);
        int features = m.Shape.Features;
        if (s.Shape.Features != features || x.Shape.Features != features)
            throw new ArgumentException($"A mean of {m.Shape} needs a deviation and a target of as many values, not {s.Shape} and {x.Shape}.", nameof(target));
        var loss = tape.Output(new Shape(1), m.NeedsGradient || s.NeedsGradient, out float* total);
        float* residual = tape.Keep(tape.Length(m));
        V least = Vector512.Create(floor * floor);
        for (int block = 0; block < tape.Blocks; block++)
        {
            for (int half = 0; half < Lanes.Width; half += 16)
            {
                V sum = default;
                for (int f = 0; f < features; f++)
                {
                    nint i = ((((nint)block * features) + f) * Lanes.Width) + half;
                    V e = Vector512.Load(m.Value + i) - Vector512.Load(x.Value + i), v = Variance(Vector512.Load(s.Value + i)) + least;
                    e.Store(residual + i);
                    V nats = Vector512.FusedMultiplyAdd(Vector512.Create(0.5f), (e * e / v) + VectorMath.Log(v), Vector512.Create(HalfLogTwoPi));
                    sum += nats;
                }
                sum.Store(total + (block * Lanes.Width) + half);
            }
        }
        tape.Push(new Record { Operation = Instance, Output = loss.Index, Input = mean.Index, Second = logDeviation.Index, Scalar = floor, Saved = residual });
        return loss;
    }

    private static V Variance(V logDeviation) => VectorMath.Exp(logDeviation + logDeviation);

    internal override void Backward(Tape tape, in Record record)
    {
        Tape.Node m = tape.At(record.Input), s = tape.At(record.Second);
        float* upstream = tape.At(record.Output).Gradient, residual = (float*)record.Saved;
        int features = m.Shape.Features;
        bool addMean = false, addDeviation = false;
        float* dm = m.NeedsGradient ? tape.GradientFor(record.Input, out addMean) : null;
        float* ds = s.NeedsGradient ? tape.GradientFor(record.Second, out addDeviation) : null;
        V least = Vector512.Create(record.Scalar * record.Scalar);
        for (int i = 0; i < tape.Length(m); i += 16)
        {
            int block = i / (features * Lanes.Width);
            V up = Vector512.Load(upstream + (block * Lanes.Width) + (i % Lanes.Width));
            // What padding lanes hold may be infinite and must not meet its zero upstream.
            V reached = ~Vector512.Equals(up, V.Zero);
            V e = Vector512.Load(residual + i), own = Variance(Vector512.Load(s.Value + i)), v = own + least, slope = e / v;
            if (dm != null)
            {
                V g = (slope * up) & reached;
                (addMean ? g + Vector512.Load(dm + i) : g).Store(dm + i);
            }
            if (ds != null)
            {
                V g = ((V.One - (slope * e)) * (own / v) * up) & reached;
                (addDeviation ? g + Vector512.Load(ds + i) : g).Store(ds + i);
            }
        }
    }
}
