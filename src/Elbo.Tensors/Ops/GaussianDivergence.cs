using System.Runtime.Intrinsics;
using Elbo.Tensors.Kernels;
using V = System.Runtime.Intrinsics.Vector512<float>;

namespace Elbo.Tensors.Ops;

/// <summary>
/// KL divergence of a diagonal Gaussian from the standard normal, in nats, summed over dimensions or of each:
/// Σ ½ (mean² + deviation² − 1) − ln deviation. Never negative.
/// </summary>
/// <remarks>Kingma and Welling, "Auto-Encoding Variational Bayes", ICLR 2014, appendix B.</remarks>
public sealed unsafe class GaussianDivergence : Operation
{
    private const int PerDimension = 1;

    private static readonly GaussianDivergence Instance = new();

    private GaussianDivergence() { }

    /// <summary>mean <c>[n]</c>, deviation <c>[n]</c> &gt; 0 → divergence <c>[1]</c> per example.</summary>
    public static Tensor Forward(Tape tape, Tensor mean, Tensor deviation)
    {
        var (m, s) = (tape.At(mean), tape.At(deviation));
        Check(m, s);
        var y = tape.Output(new Shape(1), m.NeedsGradient || s.NeedsGradient, out float* total);
        int features = m.Shape.Features;
        for (int block = 0; block < tape.Blocks; block++)
        {
            for (int half = 0; half < Lanes.Width; half += 16)
            {
                V sum = default;
                for (int f = 0; f < features; f++)
                {
                    nint i = ((((nint)block * features) + f) * Lanes.Width) + half;
                    sum += Term(Vector512.Load(m.Value + i), Vector512.Load(s.Value + i));
                }
                sum.Store(total + (block * Lanes.Width) + half);
            }
        }
        tape.Push(new Record { Operation = Instance, Output = y.Index, Input = mean.Index, Second = deviation.Index });
        return y;
    }

    /// <summary>mean <c>[n]</c>, deviation <c>[n]</c> &gt; 0 → divergence of each dimension, <c>[n]</c> per example.</summary>
    public static Tensor ForwardPerDimension(Tape tape, Tensor mean, Tensor deviation)
    {
        var (m, s) = (tape.At(mean), tape.At(deviation));
        Check(m, s);
        var y = tape.Output(m.Shape, m.NeedsGradient || s.NeedsGradient, out float* value);
        for (int i = 0; i < tape.Length(m); i += 16) Term(Vector512.Load(m.Value + i), Vector512.Load(s.Value + i)).Store(value + i);
        tape.Push(new Record { Operation = Instance, Output = y.Index, Input = mean.Index, Second = deviation.Index, Choice = PerDimension });
        return y;
    }

    private static void Check(in Tape.Node mean, in Tape.Node deviation)
    {
        if (mean.Shape != deviation.Shape)
            throw new ArgumentException($"A mean of {mean.Shape} needs a deviation of the same shape, not {deviation.Shape}.", nameof(deviation));
    }

    // Rounding may leave a tiny negative number where the posterior equals the prior; a divergence has none.
    private static V Term(V mean, V deviation)
    {
        V square = Vector512.FusedMultiplyAdd(mean, mean, Vector512.FusedMultiplyAdd(deviation, deviation, -V.One));
        V term = Vector512.FusedMultiplyAdd(square, Vector512.Create(0.5f), -VectorMath.Log(deviation));
        return Vector512.ConditionalSelect(Vector512.LessThan(term, V.Zero), V.Zero, term);
    }

    internal override void Backward(Tape tape, in Record record)
    {
        Tape.Node m = tape.At(record.Input), s = tape.At(record.Second);
        float* upstream = tape.At(record.Output).Gradient;
        int features = m.Shape.Features;
        bool addMean = false, addDeviation = false;
        float* dm = m.NeedsGradient ? tape.GradientFor(record.Input, out addMean) : null;
        float* ds = s.NeedsGradient ? tape.GradientFor(record.Second, out addDeviation) : null;
        for (int i = 0; i < tape.Length(m); i += 16)
        {
            int block = i / (features * Lanes.Width);
            V up = Vector512.Load(upstream + (record.Choice == PerDimension ? i : (block * Lanes.Width) + (i % Lanes.Width)));
            if (dm != null)
            {
                V g = Vector512.Load(m.Value + i) * up;
                (addMean ? g + Vector512.Load(dm + i) : g).Store(dm + i);
            }
            if (ds != null)
            {
                V deviation = Vector512.Load(s.Value + i);
                // Padding lanes may hold a deviation of 0, whose infinite slope must not meet their zero upstream.
                V g = Vector512.ConditionalSelect(Vector512.Equals(up, V.Zero), V.Zero, (deviation - (V.One / deviation)) * up);
                (addDeviation ? g + Vector512.Load(ds + i) : g).Store(ds + i);
            }
        }
    }
}
