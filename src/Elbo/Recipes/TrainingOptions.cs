using System.Text.Json.Serialization;

namespace Elbo.Recipes;

/// <summary>How training minimises the objective. Exactly one of <see cref="Epochs"/> and <see cref="Steps"/> is set.</summary>
public sealed record TrainingOptions
{
    /// <summary>Examples per step.</summary>
    public int Batch { get; init; } = 128;

    /// <summary>Passes over the training set, or null when <see cref="Steps"/> says when to stop.</summary>
    public int? Epochs { get; init; }

    /// <summary>Steps, or null when <see cref="Epochs"/> says when to stop.</summary>
    public int? Steps { get; init; }

    /// <summary>Adam's step size at the start.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>How the learning rate falls.</summary>
    public DecayOptions Decay { get; init; } = new();

    /// <summary>The optimiser's constants.</summary>
    public AdamOptions Adam { get; init; } = new();

    /// <summary>Largest global norm of the gradient, beyond which it is scaled down; null for no limit.</summary>
    public double? Clip { get; init; }

    /// <summary>Stop after so many epochs without a better validation loss; null to never stop early.</summary>
    public int? Patience { get; init; }

    /// <summary>Which weights the run ends with.</summary>
    public Selection Select { get; init; } = Selection.Last;

    /// <summary>Steps in a row that may be skipped for a loss or gradient that is not finite; one more ends training.</summary>
    public int MaximumSkippedSteps { get; init; } = 10;

    /// <summary>Epochs between checkpoints.</summary>
    public int CheckpointEpochs { get; init; } = 1;

    /// <summary>How many of the newest checkpoints to keep, beside the best.</summary>
    public int KeepCheckpoints { get; init; } = 2;

    /// <summary>Epochs between pictures of what the model makes so far, which are also drawn after the last; null for none.</summary>
    public int? PictureEpochs { get; init; } = 5;

    /// <summary>
    /// Steps between scatters of the first batch's latent codes by colour, which are also drawn after the first step; null for
    /// none. Only a model of two latent dimensions is drawn.
    /// </summary>
    public int? ScatterSteps { get; init; }
}

/// <summary>Which weights a run ends with.</summary>
[JsonConverter(typeof(CamelCaseConverter<Selection>))]
public enum Selection
{
    /// <summary>Those after the last step.</summary>
    Last,

    /// <summary>Those of the epoch with the lowest validation loss.</summary>
    Best,
}
