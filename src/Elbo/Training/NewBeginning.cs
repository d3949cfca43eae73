using Elbo.Formats;
using Elbo.Runs;

namespace Elbo.Training;

/// <summary>Makes a run directory without a numbered checkpoint ready for training to begin anew in it.</summary>
internal static class NewBeginning
{
    /// <summary>
    /// Drops the rows of metrics, which will be written again. Where the run had got beyond its first checkpoint, someone has
    /// deleted that: then rows and best weights are set aside.
    /// </summary>
    /// <param name="run">The run, which is held.</param>
    /// <param name="length">How long it trains.</param>
    /// <returns>What was set aside, in a sentence; null where nothing was.</returns>
    /// <exception cref="ElboException">A file cannot be renamed or deleted.</exception>
    public static string? Prepare(RunDirectory run, TrainingLength length)
    {
        string best = run.Checkpoints.BestPath;
        if (!File.Exists(best) || Reached(run) <= length.StepAfter(run.Recipe.Training.CheckpointEpochs))
        {
            run.Metrics.Clear();
            return null;
        }
        string kept = Aside.Move(best, Aside.Earlier);
        if (File.Exists(run.Metrics.Path)) kept += " and " + Aside.Move(run.Metrics.Path, Aside.Earlier);
        return $"{run.Path} has no numbered checkpoint left to continue from, so training begins anew; what it had is kept as {kept}.";
    }

    /// <summary>The last step that the run is known to have got to.</summary>
    private static long Reached(RunDirectory run)
    {
        long reached = 0;
        foreach (string line in run.Metrics.Text().Split('\n'))
            if (MetricsLog.TryParse(line.TrimEnd('\r'), out var row)) reached = Math.Max(reached, row.Step);
        try
        {
            return Math.Max(reached, Checkpoint.StepOf(run.Checkpoints.BestPath));
        }
        catch (ElboException)
        {
            // What cannot be read is not to be written over either.
            return long.MaxValue;
        }
    }
}
