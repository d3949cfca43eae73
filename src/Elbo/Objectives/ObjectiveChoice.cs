using Elbo.Recipes;
using Elbo.Tensors;

namespace Elbo.Objectives;

/// <summary>From a recipe's kind of objective to its class.</summary>
internal static class ObjectiveChoice
{
    public static IObjective Of(ObjectiveOptions options, Shape shape)
    {
        int values = options.Reduction == Reduction.Mean ? shape.Features : 1;
        return options.Kind switch
        {
            ObjectiveKind.Elbo => Elbo(options, values),
            _ => throw new ArgumentOutOfRangeException(nameof(options), options.Kind, "There is no such objective."),
        };
    }

    private static IObjective Elbo(ObjectiveOptions options, int values) => options.Capacity.Nats is { } nats
        ? new CapacityElbo(nats, options.Capacity, values)
        : new BetaElbo(new KlWeight(options.Beta, options.Annealing), options.FreeBits, values);
}
