using Elbo.Recipes;
using Elbo.Tensors;
using Elbo.Tensors.Ops;

namespace Elbo.Networks;

/// <summary>The largest value of each square of pixels.</summary>
internal sealed class MaxPoolLayer(MaxPoolOptions options, Shape input)
    : Layer(input with { Height = (input.Height + options.Size - 1) / options.Size, Width = (input.Width + options.Size - 1) / options.Size })
{
    public override Tensor Forward(Tape tape, Tensor x) => MaxPooling.Forward(tape, x, options.Size);
}

/// <summary>A picture made larger.</summary>
internal sealed class UpsampleLayer(UpsampleOptions options, Shape input)
    : Layer(input with { Height = checked(input.Height * options.Factor), Width = checked(input.Width * options.Factor) })
{
    public override Tensor Forward(Tape tape, Tensor x) => Upsampling.Forward(tape, x, options.Factor, options.Mode);
}

/// <summary>The same values under another shape.</summary>
internal sealed class ReshapeLayer(Shape output) : Layer(output)
{
    public override Tensor Forward(Tape tape, Tensor x) => Reshape.Forward(tape, x, Output);
}

/// <summary>Dropout on its own.</summary>
internal sealed class DropoutLayer(DropoutOptions options, Shape input) : Layer(input)
{
    public override Tensor Forward(Tape tape, Tensor x) => Dropout.Forward(tape, x, options.Rate);
}
