using Elbo.Evaluation;

namespace Elbo.Training;

/// <summary>Where training stands; reported about ten times a second and at the end of each epoch.</summary>
/// <param name="Epoch">The current epoch, from 1.</param>
/// <param name="Epochs">Epochs in all.</param>
/// <param name="Step">Steps done.</param>
/// <param name="Steps">Steps in all.</param>
/// <param name="Loss">Mean over the epoch so far of what was minimised, at each step's own weight or capacity: reconstruction + beta · KL in nats per example, or as the recipe has it.</param>
/// <param name="Reconstruction">Mean of −ln p(x|z) over the epoch so far, nats per example.</param>
/// <param name="Kl">Mean KL divergence over the epoch so far, nats per example.</param>
/// <param name="ImagesPerSecond">Examples a second over the epoch so far.</param>
/// <param name="Remaining">Estimated time to the last step.</param>
/// <param name="EpochEnded">Whether this report closes an epoch.</param>
/// <param name="Validation">The validation set's bound, where an epoch ended and there is one.</param>
/// <param name="ValidationLoss">The objective on the validation set, where there is one and an epoch ended: with the weight or capacity that its schedule ends with, so that epochs can be compared.</param>
/// <param name="SkippedSteps">Steps skipped so far because loss or gradient was not finite.</param>
public sealed record TrainingProgress(
    int Epoch, int Epochs, long Step, long Steps, double Loss, double Reconstruction, double Kl,
    double ImagesPerSecond, TimeSpan Remaining, bool EpochEnded, ElboEstimate? Validation, double? ValidationLoss, long SkippedSteps)
{
    /// <summary>What an example is called.</summary>
    internal string Noun { get; init; } = "image";
}

/// <summary>How training ended.</summary>
/// <param name="Steps">Steps done in all, resumed ones included.</param>
/// <param name="Epochs">Epochs completed.</param>
/// <param name="StoppedEarly">Whether the validation loss stopped improving before the last epoch.</param>
/// <param name="SkippedSteps">Steps skipped because loss or gradient was not finite.</param>
/// <param name="Elapsed">Time of this call.</param>
public sealed record TrainingResult(long Steps, int Epochs, bool StoppedEarly, long SkippedSteps, TimeSpan Elapsed);
