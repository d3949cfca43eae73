using Elbo.Recipes;
using Elbo.Tensors;
using Elbo.Tensors.Ops;

namespace Elbo.Networks;

/// <summary>Every result from all inputs.</summary>
internal sealed class DenseLayer(DenseOptions options, Shape input)
    : WeightedLayer(new(options.Units), [options.Units, input.Features], 1, options.Activation, options.BatchNorm)
{
    public override double Products => (double)input.Features * options.Units;

    protected override (double In, double Out) Fans => (input.Features, options.Units);

    public override Tensor Forward(Tape tape, Tensor x)
    {
        var y = base.Forward(tape, x);
        return options.BatchNorm ? Dropout.Forward(tape, y, options.Dropout) : y;
    }

    protected override Tensor Linear(Tape tape, Tensor x, Parameter weights, Parameter? bias, Activation activation) =>
        Dense.Forward(tape, x, weights, bias, activation, options.BatchNorm ? 0 : options.Dropout);
}
