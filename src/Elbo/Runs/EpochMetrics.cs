namespace Elbo.Runs;

/// <summary>What one epoch of training measured. Losses are nats per example, averaged over the epoch's examples or the validation set.</summary>
public sealed record EpochMetrics
{
    /// <summary>Epochs done, from 1.</summary>
    public required int Epoch { get; init; }

    /// <summary>Steps done.</summary>
    public required long Step { get; init; }

    /// <summary>Training loss, what was minimised: reconstruction + beta × KL with each step's own weight, or as the recipe's objective has it.</summary>
    public double Loss { get; init; }

    /// <summary>Training reconstruction error.</summary>
    public double Reconstruction { get; init; }

    /// <summary>Training KL divergence.</summary>
    public double Kl { get; init; }

    /// <summary>Validation loss, at the end of the objective's schedule so that epochs can be compared; null without a validation set.</summary>
    public double? ValidationLoss { get; init; }

    /// <summary>Validation reconstruction error, or null.</summary>
    public double? ValidationReconstruction { get; init; }

    /// <summary>Validation KL divergence, or null.</summary>
    public double? ValidationKl { get; init; }

    /// <summary>Learning rate of the epoch's last step.</summary>
    public double LearningRate { get; init; }

    /// <summary>Mean global norm of the gradient.</summary>
    public double GradientNorm { get; init; }

    /// <summary>Training examples a second.</summary>
    public double ImagesPerSecond { get; init; }

    /// <summary>Seconds of the epoch.</summary>
    public double Seconds { get; init; }

    /// <summary>Steps of the run skipped so far for a loss or gradient that was not finite.</summary>
    public long SkippedSteps { get; init; }
}
