using Elbo.Tensors.Kernels;

namespace Elbo.Tensors.Ops;

/// <summary>Enlarges every channel by a whole factor.</summary>
/// <remarks>Bilinear as PyTorch does it with <c>align_corners=False</c>: pixels are squares, compared by their centres.</remarks>
public sealed unsafe class Upsampling : Operation
{
    private static readonly Upsampling Instance = new();

    private Upsampling() { }

    /// <summary>x <c>[C, H, W]</c> → y <c>[C, factor · H, factor · W]</c>.</summary>
    /// <param name="tape">Where to run.</param>
    /// <param name="x">The input.</param>
    /// <param name="factor">At least 1; 1 returns x itself.</param>
    /// <param name="mode">How pixels between are filled.</param>
    public static Tensor Forward(Tape tape, Tensor x, int factor, UpsamplingMode mode)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(factor, 1);
        Tape.Node node = tape.At(x);
        if (factor == 1) return x;
        var (channels, height, width) = node.Shape;
        var y = tape.Output(new Shape(channels, checked(height * factor), checked(width * factor)), node.NeedsGradient, out float* values);
        var a = Arguments(tape, node, factor);
        a.Y = values;
        switch (mode)
        {
            case UpsamplingMode.Nearest:
                var nearest = new NearestForward { A = a };
                tape.Pool.Run(ref nearest, nearest.Items);
                break;
            case UpsamplingMode.Bilinear:
                var bilinear = new BilinearForward { A = a };
                tape.Pool.Run(ref bilinear, bilinear.Items);
                break;
            default: throw new ArgumentOutOfRangeException(nameof(mode), mode, "There is no such mode.");
        }
        tape.Push(new Record { Operation = Instance, Output = y.Index, Input = x.Index, Choice = (int)mode });
        return y;
    }

    private static UpsamplingArguments Arguments(Tape tape, in Tape.Node x, int factor) => new()
    {
        X = x.Value, Planes = checked(tape.Blocks * x.Shape.Channels), Height = x.Shape.Height, Width = x.Shape.Width, Factor = factor,
    };

    internal override void Backward(Tape tape, in Record record)
    {
        Tape.Node x = tape.At(record.Input);
        var a = Arguments(tape, x, tape.At(record.Output).Shape.Height / x.Shape.Height);
        a.DY = tape.At(record.Output).Gradient;
        a.DX = tape.GradientFor(record.Input, out a.Add);
        if ((UpsamplingMode)record.Choice == UpsamplingMode.Nearest)
        {
            var nearest = new NearestBackward { A = a };
            tape.Pool.Run(ref nearest, nearest.Items);
            return;
        }
        var bilinear = new BilinearBackward
        {
            A = a, Vertical = tape.Scratch(2L * a.Factor * a.Height), Horizontal = tape.Scratch(2L * a.Factor * a.Width),
        };
        BilinearPlace.Shares(bilinear.Vertical, a.Height, a.Factor);
        BilinearPlace.Shares(bilinear.Horizontal, a.Width, a.Factor);
        tape.Pool.Run(ref bilinear, bilinear.Items);
    }
}
