using System.Runtime.Intrinsics;
using Elbo.Tensors.Kernels;

namespace Elbo.Tensors.Ops;

/// <summary>An elementwise function with a factor inside and a floor outside: f(factor · x) + floor.</summary>
public sealed unsafe class Map : Operation
{
    private static readonly Map Instance = new();

    private Map() { }

    /// <summary>x <c>[n]</c> → f(<paramref name="factor"/> · x) + <paramref name="floor"/>.</summary>
    public static Tensor Forward(Tape tape, Tensor x, Activation f, float factor = 1, float floor = 0)
    {
        Tape.Node node = tape.At(x);
        var y = tape.Output(node.Shape, node.NeedsGradient, out float* value);
        int length = tape.Length(node);
        float* saved = node.NeedsGradient && tape.Training ? tape.Keep(length) : null;
        ActivationChoice.Run(f, new ForwardPass(node.Value, saved, value, length, factor, floor));
        tape.Push(new Record { Operation = Instance, Output = y.Index, Input = x.Index, Saved = saved, Scalar = factor });
        return y;
    }

    private readonly struct ForwardPass(float* x, float* derivative, float* y, int length, float factor, float floor) : IForActivation
    {
        // The derivative is taken from what the floor was added to, and is stored in place of x's history.
        public void Run<TFunction>() where TFunction : struct, IActivation
        {
            for (int i = 0; i < length; i += 16)
            {
                var result = TFunction.Apply(Vector512.Load(x + i) * Vector512.Create(factor));
                (result + Vector512.Create(floor)).Store(y + i);
                if (derivative != null) TFunction.Derivative(result).Store(derivative + i);
            }
        }
    }

    internal override void Backward(Tape tape, in Record record)
    {
        float* upstream = tape.At(record.Output).Gradient;
        float* derivative = (float*)record.Saved;
        float* d = tape.HandOver(record, out bool add);
        for (int i = 0; i < tape.Length(tape.At(record.Input)); i += 16)
        {
            var g = Vector512.Load(upstream + i) * (Vector512.Load(derivative + i) * Vector512.Create(record.Scalar));
            (add ? g + Vector512.Load(d + i) : g).Store(d + i);
        }
    }
}
