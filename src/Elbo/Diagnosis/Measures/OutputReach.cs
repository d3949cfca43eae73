using Elbo.Recipes;
using Elbo.Tensors;

namespace Elbo.Diagnosis.Measures;

/// <summary>The open interval of what a decoder can give for a value, in the model's data units; an end may be infinite.</summary>
internal readonly record struct OutputReach(double Low, double High)
{
    /// <summary>What a model's likelihood and output activation let through.</summary>
    public static OutputReach Of(ModelOptions model) => model.Likelihood == LikelihoodKind.Bernoulli ? new(0, 1) : model.Output.Activation switch
    {
        Activation.Sigmoid => new(0, 1),
        Activation.Tanh => new(-1, 1),
        Activation.Relu or Activation.Softplus or Activation.Exp => new(0, double.PositiveInfinity),
        Activation.Elu => new(-1, double.PositiveInfinity),
        _ => new(double.NegativeInfinity, double.PositiveInfinity),
    };

    /// <summary>From end to end.</summary>
    public double Span => High - Low;
}
