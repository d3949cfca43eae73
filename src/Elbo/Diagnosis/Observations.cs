using Elbo.Diagnosis.Measures;
using Elbo.Recipes;
using Elbo.Runs;
using Elbo.Tensors;

namespace Elbo.Diagnosis;

/// <summary>What was measured on a model, once for all symptoms.</summary>
internal sealed record Observations
{
    public required Recipe Recipe { get; init; }

    public required Shape Shape { get; init; }

    /// <summary>Training steps behind the weights.</summary>
    public required long Step { get; init; }

    /// <summary>Training steps that the recipe asks for.</summary>
    public required long PlannedSteps { get; init; }

    /// <summary>The run's epochs; none where it has no metrics.</summary>
    public required IReadOnlyList<EpochMetrics> Epochs { get; init; }

    /// <summary>Names of parameters that hold a NaN or an infinity; where there are any, nothing below was measured.</summary>
    public required IReadOnlyList<string> BrokenParameters { get; init; }

    /// <summary>The range that the model's preprocessing gives data, in model units.</summary>
    public required (double Low, double High) DataRange { get; init; }

    public required CodeStatistics Codes { get; init; }

    public required OutputStatistics Outputs { get; init; }

    /// <summary>The hidden layers that have units, in the order of use.</summary>
    public required IReadOnlyList<UnitActivity> Layers { get; init; }

    /// <summary>All layers with weights, in the order of use.</summary>
    public required IReadOnlyList<LayerGradient> Gradients { get; init; }

    /// <summary>Global norms of the gradients of the batches that were tried, as training would see them.</summary>
    public required IReadOnlyList<double> GradientNorms { get; init; }

    /// <summary>Negative evidence lower bound of unseen examples in nats, dropout off; null where all data were trained on.</summary>
    public required double? UnseenLoss { get; init; }

    /// <summary>The same of training examples.</summary>
    public required double TrainingLoss { get; init; }

    /// <summary>Examples behind <see cref="Layers"/>, unseen ones and those trained on.</summary>
    public required int Examples { get; init; }

    /// <summary>
    /// What the KL divergence weighs against a reconstruction that is summed over an example's values, in nats: 1 in the
    /// evidence lower bound.
    /// </summary>
    public double EffectiveBeta => Recipe.Objective.Capacity.Nats is not null ? 1 : Recipe.Objective.Beta * (Recipe.Objective.Reduction == Reduction.Mean ? Shape.Features : 1);
}
