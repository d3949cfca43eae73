using Elbo.Data;
using Elbo.Diagnosis;
using Elbo.Evaluation;
using Elbo.Runs;

namespace Elbo.Reports;

/// <summary>What a report shows that was measured outside it. What is null is missing from the page, which says how to get it.</summary>
public sealed record ReportParts
{
    /// <summary>The model's figures.</summary>
    public ModelEvaluation? Evaluation { get; init; }

    /// <summary>What the doctor found; empty when nothing is wrong.</summary>
    public IReadOnlyList<Finding>? Findings { get; init; }

    /// <summary>Why something is missing; each a sentence.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Measures what is quick, and lets the doctor look. What cannot be measured is left out and told of in the notes.</summary>
    /// <param name="run">The run.</param>
    /// <param name="data">Data of the model's shape; the test part is measured, or the next best that is not empty.</param>
    /// <param name="vae">The run's model.</param>
    /// <param name="progress">Told what is being measured and how much of that is done, on the calling thread.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static ReportParts Measure(RunDirectory run, DataSplits data, Vae vae, IProgress<EvaluationProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(vae);
        var notes = new List<string>();
        var options = new EvaluationOptions { Split = Split(data) };
        return new ReportParts
        {
            Evaluation = Try(() => ModelEvaluator.Evaluate(vae, data, options, progress, cancellation)),
            Findings = Try(() => Doctor.Examine(run, data, vae, progress is null ? null : new Examined(progress), cancellation)),
            Notes = notes,
        };

        T? Try<T>(Func<T> measure)
            where T : class
        {
            try
            {
                return measure();
            }
            catch (ElboException error)
            {
                notes.Add(error.Message);
                return null;
            }
        }
    }

    /// <summary>The part of the data that the page looks at.</summary>
    internal static DataSplit Split(DataSplits data) =>
        data.Test.Count > 0 ? DataSplit.Test : data.Validation.Count > 0 ? DataSplit.Validation : DataSplit.Train;

    private sealed class Examined(IProgress<EvaluationProgress> progress) : IProgress<double>
    {
        public void Report(double value) => progress.Report(new("examination", value));
    }
}
