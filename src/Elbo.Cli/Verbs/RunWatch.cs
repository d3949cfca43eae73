using System.CommandLine;
using Elbo.Data;
using Elbo.Evaluation;
using Elbo.Figures;
using Elbo.Reports;
using Elbo.Runs;
using Elbo.Training;

namespace Elbo.Cli.Verbs;

/// <summary>What is written beside training: who looks on meanwhile, and the figures and the page at its end.</summary>
internal static class RunWatch
{
    public static Option<bool> TensorBoard() => new("--tensorboard")
    {
        Description = "Writes event files for TensorBoard into the run's folder tensorboard (see tensorboard --logdir); a resumed run that has the folder goes on with it.",
    };

    public static IReadOnlyList<ITrainingObserver> Observers(bool tensorBoard, RunDirectory run, DataSplits data, Action<string>? warn)
    {
        var figures = TrainingFigures.Of(run, data, warn);
        string events = TensorBoardLog.FolderOf(run);
        return tensorBoard || Directory.Exists(events) ? [.. figures, new TensorBoardLog(events, data, warn: warn)] : figures;
    }

    /// <summary>Draws the figures of a trained run and writes its page.</summary>
    public static (IReadOnlyList<string> Files, ReportParts Parts) Finish(RunDirectory run, DataSplits data, Vae vae, CancellationToken cancellation, IProgress<EvaluationProgress>? progress = null)
    {
        var files = RunFigures.SaveAll(run, data, vae, cancellation);
        var parts = ReportParts.Measure(run, data, vae, progress, cancellation);
        files.Add(Report.Save(run, data, vae, parts, progress: progress, cancellation: cancellation));
        return (files, parts);
    }
}
