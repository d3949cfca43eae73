using Elbo.Data;
using Elbo.Diagnosis.Symptoms;
using Elbo.Runs;

namespace Elbo.Diagnosis;

/// <summary>Says what is wrong or odd about a trained model, with evidence and the setting to change.</summary>
public static class Doctor
{
    // Each list in the order of findings that matter alike: causes before what follows from them.
    private static readonly ISymptom[] OfTraining = [new ExplodingGradients(), new UnsteadyLoss(), new OverFitting(), new UnderTrained()];

    private static readonly ISymptom[] OfModel =
    [
        new DataRangeMisfit(), new UnequalWeight(), new PosteriorCollapse(), new VanishedDeviation(), new PriorMismatch(), new SaturatedOutputs(),
        new DeadUnits(), new SaturatedUnits(), new VanishingGradients(), .. OfTraining, new SpareLatents(),
    ];

    /// <summary>Examines a run: up to 10,000 codes, the outputs and activations of up to 2,000 examples, the gradients of some batches, and the metrics.</summary>
    /// <param name="run">The run, whose metrics may be missing or end early.</param>
    /// <param name="data">What it was trained on; its test part is looked at, or the validation or training part where there is none.</param>
    /// <param name="vae">The run's model, which is left as it is.</param>
    /// <param name="progress">Told the fraction that is done, 0 to 1.</param>
    /// <param name="cancellation">Ends the examination.</param>
    /// <returns>The findings, the worst first; none for a healthy run. The same on any number of threads.</returns>
    /// <exception cref="ElboException">The data are of another shape than the model's, or the metrics are damaged.</exception>
    /// <exception cref="OperationCanceledException">The examination was cancelled.</exception>
    public static IReadOnlyList<Finding> Examine(
        RunDirectory run, DataSplits data, Vae vae, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(vae);
        foreach (var part in new[] { data.Train, data.Validation, data.Test })
            if (part.Count > 0) vae.RequireShape(part);
        if (data.Train.Count == 0) throw new ElboException($"{data.Train.Name} is empty; give the data that the run was trained on.");
        using var examination = new Examination(vae, data);
        return Diagnose(examination.Measure(run, progress, cancellation));
    }

    /// <summary>All symptoms of what was measured.</summary>
    internal static IReadOnlyList<Finding> Diagnose(Observations seen)
    {
        var broken = new NotFiniteValues().Look(seen).ToList();
        // What was measured on numbers that are none says nothing.
        var symptoms = broken.Count > 0 ? OfTraining : OfModel;
        return [.. broken.Concat(symptoms.SelectMany(symptom => symptom.Look(seen))).OrderByDescending(finding => finding.Severity)];
    }
}
