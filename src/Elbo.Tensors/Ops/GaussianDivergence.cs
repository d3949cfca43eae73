using System.Runtime.Intrinsics;
using Elbo.Tensors.Kernels;
using V = System.Runtime.Intrinsics.Vector512<float>;

namespace Elbo.Tensors.Ops;

/// <summary>
/// KL divergence of a diagonal Gaussian from the standard normal, in nats, summed over dimensions or of each:
/// Σ ½ (mean² + deviation² − 1) − ln deviation. Never negative, and finite wherever it is below the largest float.
/// </summary>
/// <remarks>Kingma and Welling, "Auto-Encoding Variational Bayes", ICLR 2014, appendix B.</remarks>
public sealed unsafe class GaussianDivergence : Operation
{
    private const int PerDimension = 1, OfLog = 2;

    private static readonly GaussianDivergence Instance = new();

    private GaussianDivergence() { }

    /// <summary>mean <c>[n]</c>, deviation <c>[n]</c> &gt; 0 → divergence <c>[1]</c> per example.</summary>
    public static Tensor Forward(Tape tape, Tensor mean, Tensor deviation) => Sum(tape, mean, deviation, 0);

    /// <summary>mean <c>[n]</c>, deviation <c>[n]</c> &gt; 0 → divergence of each dimension, <c>[n]</c> per example.</summary>
    public static Tensor ForwardPerDimension(Tape tape, Tensor mean, Tensor deviation) => Each(tape, mean, deviation, 0);

    /// <summary>
    /// mean <c>[n]</c>, ln deviation <c>[n]</c> → divergence <c>[1]</c> per example; for deviations that may be too small for a float.
    /// </summary>
    public static Tensor ForwardOfLog(Tape tape, Tensor mean, Tensor logDeviation) => Sum(tape, mean, logDeviation, OfLog);

    /// <summary>mean <c>[n]</c>, ln deviation <c>[n]</c> → divergence of each dimension, <c>[n]</c> per example.</summary>
    public static Tensor ForwardOfLogPerDimension(Tape tape, Tensor mean, Tensor logDeviation) => Each(tape, mean, logDeviation, OfLog);

    private static Tensor Sum(Tape tape, Tensor mean, Tensor deviation, int choice)
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
                    sum += Term(Vector512.Load(m.Value + i), Vector512.Load(s.Value + i), choice);
                }
                sum.Store(total + (block * Lanes.Width) + half);
            }
        }
        tape.Push(new Record { Operation = Instance, Output = y.Index, Input = mean.Index, Second = deviation.Index, Choice = choice });
        return y;
    }

    private static Tensor Each(Tape tape, Tensor mean, Tensor deviation, int choice)
    {
        var (m, s) = (tape.At(mean), tape.At(deviation));
        Check(m, s);
        var y = tape.Output(m.Shape, m.NeedsGradient || s.NeedsGradient, out float* value);
        for (int i = 0; i < tape.Length(m); i += 16) Term(Vector512.Load(m.Value + i), Vector512.Load(s.Value + i), choice).Store(value + i);
        tape.Push(new Record { Operation = Instance, Output = y.Index, Input = mean.Index, Second = deviation.Index, Choice = choice | PerDimension });
        return y;
    }

    private static void Check(in Tape.Node mean, in Tape.Node deviation)
    {
        if (mean.Shape != deviation.Shape)
            throw new ArgumentException($"A mean of {mean.Shape} needs a deviation of the same shape, not {deviation.Shape}.", nameof(deviation));
    }

    private static V Term(V mean, V deviation, int choice) =>
        (choice & OfLog) != 0 ? DivergenceTerms.OfLogDeviation(mean, deviation) : DivergenceTerms.OfDeviation(mean, deviation);

    internal override void Backward(Tape tape, in Record record)
    {
        Tape.Node m = tape.At(record.Input), s = tape.At(record.Second);
        float* upstream = tape.At(record.Output).Gradient;
        int features = m.Shape.Features;
        bool addMean = false, addDeviation = false, each = (record.Choice & PerDimension) != 0, ofLog = (record.Choice & OfLog) != 0;
        float* dm = m.NeedsGradient ? tape.GradientFor(record.Input, out addMean) : null;
        float* ds = s.NeedsGradient ? tape.GradientFor(record.Second, out addDeviation) : null;
        for (int i = 0; i < tape.Length(m); i += 16)
        {
            int block = i / (features * Lanes.Width);
            V up = Vector512.Load(upstream + (each ? i : (block * Lanes.Width) + (i % Lanes.Width)));
            // What padding lanes hold, or a weight of 0 leaves out, may be infinite and must not meet its zero upstream.
            V reached = ~Vector512.Equals(up, V.Zero);
            if (dm != null)
            {
                V g = (Vector512.Load(m.Value + i) * up) & reached;
                (addMean ? g + Vector512.Load(dm + i) : g).Store(dm + i);
            }
            if (ds != null)
            {
                V deviation = Vector512.Load(s.Value + i);
                V g = ((ofLog ? DivergenceTerms.SlopeInLogDeviation(deviation) : DivergenceTerms.SlopeInDeviation(deviation)) * up) & reached;
                (addDeviation ? g + Vector512.Load(ds + i) : g).Store(ds + i);
            }
        }
    }
}
