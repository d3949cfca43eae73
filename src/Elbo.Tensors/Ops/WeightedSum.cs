using System.Runtime.Intrinsics;

namespace Elbo.Tensors.Ops;

/// <summary>a + weight · b.</summary>
public sealed unsafe class WeightedSum : Operation
{
    private static readonly WeightedSum Instance = new();

    private WeightedSum() { }

    /// <summary>a <c>[n]</c>, b <c>[n]</c> → a + <paramref name="weight"/> · b.</summary>
    public static Tensor Forward(Tape tape, Tensor a, Tensor b, float weight)
    {
        Tape.Node first = tape.At(a), second = tape.At(b);
        if (first.Shape != second.Shape) throw new ArgumentException($"Shapes {first.Shape} and {second.Shape} cannot be added.", nameof(b));
        var y = tape.Output(first.Shape, first.NeedsGradient || second.NeedsGradient, out float* value);
        var w = Vector512.Create(weight);
        for (int i = 0; i < tape.Length(first); i += 16)
            Vector512.FusedMultiplyAdd(w, Vector512.Load(second.Value + i), Vector512.Load(first.Value + i)).Store(value + i);
        tape.Push(new Record { Operation = Instance, Output = y.Index, Input = a.Index, Second = b.Index, Scalar = weight });
        return y;
    }

    internal override void Backward(Tape tape, in Record record)
    {
        Pass(tape, record.Output, record.Input, 1);
        Pass(tape, record.Output, record.Second, record.Scalar);
    }

    private static void Pass(Tape tape, int output, int input, float weight)
    {
        if (!tape.At(input).NeedsGradient) return;
        float* upstream = tape.At(output).Gradient;
        float* d = tape.GradientFor(input, out bool add);
        var w = Vector512.Create(weight);
        for (int i = 0; i < tape.Length(tape.At(input)); i += 16)
            Vector512.FusedMultiplyAdd(w, Vector512.Load(upstream + i), add ? Vector512.Load(d + i) : default).Store(d + i);
    }
}
