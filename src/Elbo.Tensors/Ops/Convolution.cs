using Elbo.Tensors.Kernels;

namespace Elbo.Tensors.Ops;

/// <summary>A convolution (a cross-correlation, as in every library) with its activation: y = f(W ∗ x + b).</summary>
public sealed class Convolution : Operation
{
    private static readonly Convolution Instance = new();

    private Convolution() { }

    /// <summary>x <c>[in, h, w]</c>, weight <c>[out, in, kh, kw]</c>, bias <c>[out]</c> → y <c>[out, h', w']</c>.</summary>
    /// <param name="tape">Where to run.</param>
    /// <param name="x">The input.</param>
    /// <param name="weight">The weight, <c>[out, in, kh, kw]</c>.</param>
    /// <param name="bias">The bias, <c>[out]</c>, or null for none.</param>
    /// <param name="stride">Pixels between neighbouring windows, in both directions.</param>
    /// <param name="padding">How windows pass the edges.</param>
    /// <param name="activation">Applied after the bias.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static unsafe Tensor Forward(
        Tape tape, Tensor x, Parameter weight, Parameter? bias, int stride, Padding padding, Activation activation = Activation.Linear)
    {
        var shape = Geometry(tape.ShapeOf(x), weight, bias, stride, padding);
        var y = tape.Output(shape.Coarse, true, out float* values);
        ConvolutionPasses.Products(
            tape, shape, up: false, tape.At(x).Value, weight, bias is null ? null : tape.Parameters.Weight(bias), activation, values);
        tape.Push(new Record
        {
            Operation = Instance, Output = y.Index, Input = x.Index, Weight = weight, Bias = bias,
            Choice = (int)activation, Window = new(stride, shape.Top, shape.Left),
        });
        return y;
    }

    internal override void Backward(Tape tape, in Record record)
    {
        var weight = record.Weight!;
        var shape = new ConvolutionShape(
            tape.At(record.Input).Shape, tape.At(record.Output).Shape,
            weight.Dimensions[2], weight.Dimensions[3], record.Window.Stride, record.Window.Top, record.Window.Left);
        ConvolutionPasses.Backward(tape, record, shape, up: false);
    }

    private static ConvolutionShape Geometry(Shape x, Parameter weight, Parameter? bias, int stride, Padding padding)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(stride);
        if (weight.Dimensions.Count != 4) throw new ArgumentException($"{weight.Name} is no convolution's weight [out, in, height, width].", nameof(weight));
        int outputs = weight.Dimensions[0], height = weight.Dimensions[2], width = weight.Dimensions[3];
        if (weight.Dimensions[1] != x.Channels)
            throw new ArgumentException($"{weight.Name} takes {weight.Dimensions[1]} channels, but got {x}.", nameof(x));
        if (bias is not null && bias.Length != outputs)
            throw new ArgumentException($"{weight.Name} gives {outputs} channels, but {bias.Name} holds {bias.Length} values.", nameof(bias));
        var (rows, top) = padding.Of(x.Height, height, stride);
        var (columns, left) = padding.Of(x.Width, width, stride);
        if (rows < 1 || columns < 1)
            throw new ArgumentException($"{weight.Name} has a window of {height}×{width}, larger than its padded input {x}.", nameof(x));
        return new(x, new(outputs, rows, columns), height, width, stride, top, left);
    }
}
