using System.Runtime.Intrinsics;
using Elbo.Tensors.Kernels;
using V = System.Runtime.Intrinsics.Vector512<float>;

namespace Elbo.Tensors.Ops;

/// <summary>ln ln(1 + e^x): the logarithm of a softplus, right where the softplus itself is too small for a float.</summary>
public sealed unsafe class LogSoftplus : Operation
{
    // Below this ln ln(1 + e^x) = x − ½ e^x to the last bit.
    private const float Low = -8;

    private static readonly LogSoftplus Instance = new();

    private LogSoftplus() { }

    /// <summary>x <c>[n]</c> → ln softplus(x) <c>[n]</c>.</summary>
    public static Tensor Forward(Tape tape, Tensor x)
    {
        Tape.Node node = tape.At(x);
        var y = tape.Output(node.Shape, node.NeedsGradient, out float* value);
        for (int i = 0; i < tape.Length(node); i += 16)
        {
            V at = Vector512.Load(node.Value + i);
            V low = Vector512.FusedMultiplyAdd(VectorMath.Exp(at), Vector512.Create(-0.5f), at);
            Vector512.ConditionalSelect(IsLow(at), low, VectorMath.Log(VectorMath.Softplus(at))).Store(value + i);
        }
        tape.Push(new Record { Operation = Instance, Output = y.Index, Input = x.Index });
        return y;
    }

    private static V IsLow(V x) => Vector512.LessThan(x, Vector512.Create(Low));

    // sigmoid(x) / softplus(x).
    private static V Slope(V x)
    {
        V low = Vector512.FusedMultiplyAdd(VectorMath.Exp(x), Vector512.Create(-0.5f), V.One);
        return Vector512.ConditionalSelect(IsLow(x), low, VectorMath.Sigmoid(x) / VectorMath.Softplus(x));
    }

    internal override void Backward(Tape tape, in Record record)
    {
        float* x = tape.At(record.Input).Value, upstream = tape.At(record.Output).Gradient;
        float* d = tape.HandOver(record, out bool add);
        for (int i = 0; i < tape.Length(tape.At(record.Input)); i += 16)
        {
            V g = Vector512.Load(upstream + i) * Slope(Vector512.Load(x + i));
            (add ? g + Vector512.Load(d + i) : g).Store(d + i);
        }
    }
}
