using Elbo.Tensors.Kernels;

namespace Elbo.Tensors.Ops;

/// <summary>
/// A transposed convolution with its activation: the gradient of a convolution with respect to its input, as a layer that
/// enlarges.
/// </summary>
/// <remarks>Dumoulin and Visin, "A guide to convolution arithmetic for deep learning", 2016.</remarks>
public sealed class TransposedConvolution : Operation
{
    private static readonly TransposedConvolution Instance = new();

    private TransposedConvolution() { }

    /// <summary>x <c>[in, h, w]</c>, weight <c>[in, out, kh, kw]</c>, bias <c>[out]</c> → y <c>[out, h', w']</c>; with SAME padding h' = h · stride.</summary>
    /// <param name="tape">Where to run.</param>
    /// <param name="x">The input.</param>
    /// <param name="weight">The weight, <c>[in, out, kh, kw]</c> as in PyTorch.</param>
    /// <param name="bias">The bias, <c>[out]</c>, or null for none.</param>
    /// <param name="stride">Pixels between the places of neighbouring inputs in the output.</param>
    /// <param name="padding">The padding of the convolution that it transposes.</param>
    /// <param name="activation">Applied after the bias.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static unsafe Tensor Forward(
        Tape tape, Tensor x, Parameter weight, Parameter? bias, int stride, Padding padding, Activation activation = Activation.Linear)
    {
        var shape = Geometry(tape.ShapeOf(x), weight, bias, stride, padding);
        var y = tape.Output(shape.Fine, true, out float* values);
        ConvolutionPasses.Products(
            tape, shape, up: true, tape.At(x).Value, weight, bias is null ? null : tape.Parameters.Weight(bias), activation, values);
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
            tape.At(record.Output).Shape, tape.At(record.Input).Shape,
            weight.Dimensions[2], weight.Dimensions[3], record.Window.Stride, record.Window.Top, record.Window.Left);
        ConvolutionPasses.Backward(tape, record, shape, up: true);
    }

    private static ConvolutionShape Geometry(Shape x, Parameter weight, Parameter? bias, int stride, Padding padding)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(stride);
        if (weight.Dimensions.Count != 4) throw new ArgumentException($"{weight.Name} is no transposed convolution's weight [in, out, height, width].", nameof(weight));
        int outputs = weight.Dimensions[1], height = weight.Dimensions[2], width = weight.Dimensions[3];
        if (weight.Dimensions[0] != x.Channels)
            throw new ArgumentException($"{weight.Name} takes {weight.Dimensions[0]} channels, but got {x}.", nameof(x));
        if (bias is not null && bias.Length != outputs)
            throw new ArgumentException($"{weight.Name} gives {outputs} channels, but {bias.Name} holds {bias.Length} values.", nameof(bias));
        var (rows, top) = padding.Transposed(x.Height, height, stride);
        var (columns, left) = padding.Transposed(x.Width, width, stride);
        if (rows < 1 || columns < 1)
            throw new ArgumentException($"{weight.Name} gives {x} no pixels, since its padding is as large as its result.", nameof(x));
        return new(new(outputs, rows, columns), x, height, width, stride, top, left);
    }
}
