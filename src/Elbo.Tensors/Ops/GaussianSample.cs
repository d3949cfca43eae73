using System.Runtime.Intrinsics;
using Elbo.Tensors.Kernels;

namespace Elbo.Tensors.Ops;

/// <summary>A sample of a diagonal Gaussian by reparameterisation: z = mean + deviation · ε, ε ~ N(0, 1).</summary>
/// <remarks>Kingma and Welling, "Auto-Encoding Variational Bayes", ICLR 2014.</remarks>
public sealed unsafe class GaussianSample : Operation
{
    private static readonly GaussianSample Instance = new();

    private GaussianSample() { }

    /// <summary>mean <c>[n]</c>, deviation <c>[n]</c> → z <c>[n]</c>; the noise comes from the step's next stream.</summary>
    public static Tensor Forward(Tape tape, Tensor mean, Tensor deviation)
    {
        Tape.Node m = tape.At(mean), s = tape.At(deviation);
        if (m.Shape != s.Shape) throw new ArgumentException($"A mean of {m.Shape} needs a deviation of the same shape, not {s.Shape}.", nameof(deviation));
        var z = tape.Output(m.Shape, m.NeedsGradient || s.NeedsGradient, out float* value);
        int length = tape.Length(m);
        float* noise = tape.Keep(length);
        var key = tape.NextStream();
        for (int i = 0; i < length; i += 16)
        {
            var e = PhiloxLanes.Normals(key, (ulong)(i / 4));
            e.Store(noise + i);
            Vector512.FusedMultiplyAdd(Vector512.Load(s.Value + i), e, Vector512.Load(m.Value + i)).Store(value + i);
        }
        tape.Push(new Record { Operation = Instance, Output = z.Index, Input = mean.Index, Second = deviation.Index, Saved = noise });
        return z;
    }

    internal override void Backward(Tape tape, in Record record)
    {
        float* upstream = tape.At(record.Output).Gradient;
        float* noise = (float*)record.Saved;
        int length = tape.Length(tape.At(record.Output));
        if (tape.At(record.Input).NeedsGradient)
        {
            float* d = tape.GradientFor(record.Input, out bool add);
            for (int i = 0; i < length; i += 16)
            {
                var g = Vector512.Load(upstream + i);
                (add ? g + Vector512.Load(d + i) : g).Store(d + i);
            }
        }
        if (tape.At(record.Second).NeedsGradient)
        {
            float* d = tape.GradientFor(record.Second, out bool add);
            for (int i = 0; i < length; i += 16)
                Vector512.FusedMultiplyAdd(Vector512.Load(upstream + i), Vector512.Load(noise + i), add ? Vector512.Load(d + i) : default).Store(d + i);
        }
    }
}
