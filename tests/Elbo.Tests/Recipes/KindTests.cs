using Elbo.Likelihoods;
using Elbo.Objectives;
using Elbo.Posteriors;
using Elbo.Priors;
using Elbo.Recipes;
using Elbo.Tensors;

namespace Elbo.Tests.Recipes;

public sealed class KindTests
{
    [Fact]
    public void Every_kind_that_a_recipe_can_name_has_a_class()
    {
        using var store = new ParameterStore();
        var made = new List<object>();
        foreach (var kind in Enum.GetValues<PosteriorKind>()) made.Add(PosteriorChoice.Of(new() { Posterior = kind }));
        foreach (var kind in Enum.GetValues<PriorKind>()) made.Add(PriorChoice.Of(new() { Prior = kind }));
        foreach (var kind in Enum.GetValues<LikelihoodKind>()) made.Add(LikelihoodChoice.Of(new() { Likelihood = kind }, new Shape(3), null, store));
        foreach (var kind in Enum.GetValues<ObjectiveKind>()) made.Add(ObjectiveChoice.Of(new() { Kind = kind }, new Shape(3)));
        Assert.Equal(made.Count, made.Select(one => one.GetType()).Distinct().Count());
    }
}
