using Elbo.Recipes;
using Elbo.Tensors;
using Elbo.Tensors.Ops;

namespace Elbo.Networks;

/// <summary>A convolution, SAME padding.</summary>
internal sealed class ConvolutionLayer(ConvolutionOptions options, Shape input) : WeightedLayer(
    new(options.Channels, Padding.Same.Results(input.Height, options.Kernel, options.Stride), Padding.Same.Results(input.Width, options.Kernel, options.Stride)),
    [options.Channels, input.Channels, options.Kernel, options.Kernel], (long)options.Kernel * options.Kernel, options.Activation, options.BatchNorm)
{
    public override double Products => (double)input.Channels * Output.Features * Taps;

    protected override (double In, double Out) Fans => (input.Channels * Taps, options.Channels * Taps);

    protected override Tensor Linear(Tape tape, Tensor x, Parameter weights, Parameter? bias, Activation activation) =>
        Convolution.Forward(tape, x, weights, bias, options.Stride, Padding.Same, activation);
}

/// <summary>A transposed convolution, SAME padding.</summary>
internal sealed class TransposedConvolutionLayer(TransposedConvolutionOptions options, Shape input) : WeightedLayer(
    new(options.Channels, checked(input.Height * options.Stride), checked(input.Width * options.Stride)),
    [input.Channels, options.Channels, options.Kernel, options.Kernel], (long)options.Kernel * options.Kernel, options.Activation, options.BatchNorm)
{
    public override double Products => (double)input.Features * options.Channels * Taps;

    protected override (double In, double Out) Fans => (input.Channels * Taps, options.Channels * Taps);

    protected override Tensor Linear(Tape tape, Tensor x, Parameter weights, Parameter? bias, Activation activation) =>
        TransposedConvolution.Forward(tape, x, weights, bias, options.Stride, Padding.Same, activation);
}
