using Elbo.Recipes;

namespace Elbo.Posteriors;

/// <summary>From a recipe's kind of posterior to its class.</summary>
internal static class PosteriorChoice
{
    public static IPosterior Of(ModelOptions model) => model.Posterior switch
    {
        PosteriorKind.DiagonalGaussian => new DiagonalGaussian(model.Deviation, model.DeviationFloor),
        _ => throw new ArgumentOutOfRangeException(nameof(model), model.Posterior, "There is no such posterior."),
    };
}
