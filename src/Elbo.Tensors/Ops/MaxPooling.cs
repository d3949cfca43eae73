using Elbo.Tensors.Kernels;

namespace Elbo.Tensors.Ops;

/// <summary>The largest value of each square window; windows do not overlap and those at the far edges are clipped.</summary>
/// <remarks>
/// The gradient goes to the window's first largest value in row-major order. A window that holds a NaN gives NaN.
/// </remarks>
public sealed unsafe class MaxPooling : Operation
{
    private static readonly MaxPooling Instance = new();

    private MaxPooling() { }

    /// <summary>x <c>[C, H, W]</c> → y <c>[C, ⌈H / size⌉, ⌈W / size⌉]</c>.</summary>
    /// <param name="tape">Where to run.</param>
    /// <param name="x">The input.</param>
    /// <param name="size">Height and width of a window and the step between two, at least 1; 1 returns x itself.</param>
    public static Tensor Forward(Tape tape, Tensor x, int size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        Tape.Node node = tape.At(x);
        if (size == 1) return x;
        var a = Arguments(tape, node, size);
        var y = tape.Output(new Shape(node.Shape.Channels, a.Rows, a.Columns), node.NeedsGradient, out a.Y);
        var job = new MaxPoolingForward { A = a };
        tape.Pool.Run(ref job, a.Items);
        tape.Push(new Record { Operation = Instance, Output = y.Index, Input = x.Index, Choice = size });
        return y;
    }

    private static PoolingArguments Arguments(Tape tape, in Tape.Node x, int size) => new()
    {
        X = x.Value, Planes = checked(tape.Blocks * x.Shape.Channels), Height = x.Shape.Height, Width = x.Shape.Width, Size = size,
    };

    internal override void Backward(Tape tape, in Record record)
    {
        var a = Arguments(tape, tape.At(record.Input), record.Choice);
        a.Y = tape.At(record.Output).Value;
        a.DY = tape.At(record.Output).Gradient;
        a.DX = tape.GradientFor(record.Input, out a.Add);
        var job = new MaxPoolingBackward { A = a };
        tape.Pool.Run(ref job, a.Items);
    }
}
