using System.Runtime.Intrinsics;

namespace Elbo.Tensors.Ops;

/// <summary>a + weight · b; with a weight of 0 it is a, whatever b is, infinite or not a number.</summary>
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
        {
            var added = weight == 0 ? Vector512<float>.Zero : Vector512.Load(second.Value + i);
            Vector512.FusedMultiplyAdd(w, added, Vector512.Load(first.Value + i)).Store(value + i);
        }
        tape.Push(new Record { Operation = Instance, Output = y.Index, Input = a.Index, Second = b.Index, Scalar = weight });
        return y;
    }

    internal override void Backward(Tape tape, in Record record)
    {
        // The second first: where nothing has reached the first yet, the output's gradient simply becomes its own.
        float* upstream = tape.At(record.Output).Gradient;
        if (tape.At(record.Second).NeedsGradient)
        {
            float* d = tape.GradientFor(record.Second, out bool add);
            Add(tape, record, upstream, d, record.Scalar, add);
        }
        if (tape.At(record.Input).NeedsGradient)
        {
            float* d = tape.HandOver(record, out bool add);
            if (add) Add(tape, record, upstream, d, 1, add);
        }
    }

    private static void Add(Tape tape, in Record record, float* upstream, float* d, float weight, bool add)
    {
        var w = Vector512.Create(weight);
        for (int i = 0; i < tape.Length(tape.At(record.Output)); i += 16)
            Vector512.FusedMultiplyAdd(w, Vector512.Load(upstream + i), add ? Vector512.Load(d + i) : default).Store(d + i);
    }
}
