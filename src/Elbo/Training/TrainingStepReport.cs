namespace Elbo.Training;

/// <summary>What one step of training gave. Losses are nats per example, averaged over the step's batch.</summary>
public readonly record struct TrainingStepReport
{
    /// <summary>Steps done, from 1.</summary>
    public required long Step { get; init; }

    /// <summary>Examples of the batch.</summary>
    public required int Examples { get; init; }

    /// <summary>What was descended: reconstruction and weighted KL.</summary>
    public double Loss { get; init; }

    /// <summary>Reconstruction error.</summary>
    public double Reconstruction { get; init; }

    /// <summary>KL divergence, unweighted.</summary>
    public double Kl { get; init; }

    /// <summary>Global norm of the gradient before clipping; NaN where the loss was not finite, so that there was none.</summary>
    public double GradientNorm { get; init; }

    /// <summary>Learning rate of the step.</summary>
    public double LearningRate { get; init; }

    /// <summary>What was not finite, such as <c>the reconstruction loss</c>, so that no weight changed; or null.</summary>
    public string? Broken { get; init; }
}
