using Elbo.Data.Tables;
using Elbo.Recipes;
using Elbo.Tensors;

namespace Elbo.Likelihoods;

/// <summary>From a recipe's kind of likelihood to its class.</summary>
internal static class LikelihoodChoice
{
    /// <param name="model">The recipe's model.</param>
    /// <param name="shape">Shape of an example.</param>
    /// <param name="schema">The columns of a table; null for other data.</param>
    /// <param name="store">Where a likelihood keeps parameters of its own.</param>
    public static ILikelihood Of(ModelOptions model, Shape shape, TableSchema? schema, ParameterStore store) => model.Likelihood switch
    {
        LikelihoodKind.Bernoulli => new Bernoulli(),
        LikelihoodKind.Gaussian => new Gaussian(),
        LikelihoodKind.Mixed => new Mixed(schema, shape.Features, model.ColumnDeviation, store),
        _ => throw new ArgumentOutOfRangeException(nameof(model), model.Likelihood, "There is no such likelihood."),
    };
}
