using System.Runtime.Intrinsics;
using Elbo.Tensors.Kernels;

namespace Elbo.Tensors.Ops;

/// <summary>
/// How far the batch's mean of one value per example lies from a target, shared out over the examples: x − target where the mean is above
/// it, target − x where it is not. The result's mean over the batch is |mean − target|.
/// </summary>
public sealed unsafe class BatchDistance : Operation
{
    private static readonly BatchDistance Instance = new();

    private BatchDistance() { }

    /// <summary>x <c>[1]</c> per example → <c>[1]</c> per example.</summary>
    public static Tensor Forward(Tape tape, Tensor x, float target)
    {
        Tape.Node node = tape.At(x);
        if (node.Shape.Features != 1) throw new ArgumentException($"A distance is taken of one value per example, not of {node.Shape}.", nameof(x));
        float sign = BatchMean.Of(node.Value, 1, 0, tape.Batch) > target ? 1 : -1;
        var y = tape.Output(node.Shape, node.NeedsGradient, out float* value);
        for (int i = 0; i < tape.Length(node); i += 16)
            (Vector512.Create(sign) * (Vector512.Load(node.Value + i) - Vector512.Create(target))).Store(value + i);
        tape.Push(new Record { Operation = Instance, Output = y.Index, Input = x.Index, Scalar = sign });
        return y;
    }

    internal override void Backward(Tape tape, in Record record)
    {
        float* upstream = tape.At(record.Output).Gradient;
        float* d = tape.HandOver(record, out bool add);
        for (int i = 0; i < tape.Length(tape.At(record.Input)); i += 16)
        {
            var g = Vector512.Create(record.Scalar) * Vector512.Load(upstream + i);
            (add ? g + Vector512.Load(d + i) : g).Store(d + i);
        }
    }
}
