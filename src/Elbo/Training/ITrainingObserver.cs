using Elbo.Runs;

namespace Elbo.Training;

/// <summary>
/// Looks on while a model is trained. It may ask the model anything, which changes no bit of training; what it throws ends training.
/// </summary>
public interface ITrainingObserver
{
    /// <summary>Training begins, or continues from a checkpoint: what was seen of later steps and epochs will be trained again.</summary>
    /// <param name="vae">The model after <see cref="Vae.Step"/> steps.</param>
    /// <param name="epochs">Epochs that are over.</param>
    void Began(Vae vae, int epochs) { }

    /// <summary>A step is done, or was skipped for a loss or gradient that was not finite.</summary>
    /// <param name="vae">The model after <see cref="Vae.Step"/> steps.</param>
    /// <param name="step">What the step gave.</param>
    void StepEnded(Vae vae, in TrainingStepReport step) { }

    /// <summary>An epoch is trained, validated and logged. Its checkpoint is written afterwards, so no resumed run misses what is seen here.</summary>
    /// <param name="vae">The model at the epoch's end.</param>
    /// <param name="epoch">What the epoch measured, as it was logged.</param>
    /// <param name="last">Whether training ends with it.</param>
    void EpochEnded(Vae vae, EpochMetrics epoch, bool last) { }
}
