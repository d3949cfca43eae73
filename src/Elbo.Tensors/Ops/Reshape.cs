using System.Runtime.Intrinsics;

namespace Elbo.Tensors.Ops;

/// <summary>The same values under another shape; nothing is copied.</summary>
public sealed unsafe class Reshape : Operation
{
    private static readonly Reshape Instance = new();

    private Reshape() { }

    /// <summary>x of any shape → the same memory as <paramref name="shape"/>, which has as many values.</summary>
    public static Tensor Forward(Tape tape, Tensor x, Shape shape)
    {
        var from = tape.ShapeOf(x);
        if (from == shape) return x;
        if (from.Features != shape.Features)
            throw new ArgumentException($"{from} has {from.Features} values and cannot become {shape}, which has {shape.Features}.", nameof(shape));
        var y = tape.View(x, shape);
        tape.Push(new Record { Operation = Instance, Output = y.Index, Input = x.Index });
        return y;
    }

    internal override void Backward(Tape tape, in Record record)
    {
        float* upstream = tape.At(record.Output).Gradient;
        float* d = tape.HandOver(record, out bool add);
        for (int i = 0; add && i < tape.Length(tape.At(record.Input)); i += 16)
            (Vector512.Load(d + i) + Vector512.Load(upstream + i)).Store(d + i);
    }
}
