using Elbo.Recipes;

namespace Elbo.Priors;

/// <summary>From a recipe's kind of prior to its class.</summary>
internal static class PriorChoice
{
    public static IPrior Of(ModelOptions model) => model.Prior switch
    {
        PriorKind.StandardNormal => new StandardNormal(),
        _ => throw new ArgumentOutOfRangeException(nameof(model), model.Prior, "There is no such prior."),
    };
}
