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
        if (Reached(run) <= length.StepAfter(run.Recipe.Training.CheckpointEpochs))
        {
            run.Metrics.Clear();
            return null;
        }
        string[] had = [.. new[] { run.Checkpoints.BestPath, run.Metrics.Path }.Where(File.Exists)];
        string kept = string.Join(" and ", had.Select(path => Aside.Move(path, Aside.Earlier)));
        return $"{run.Path} has no numbered checkpoint left to continue from, so training begins anew; what it had is kept as {kept}.";
    }

    /// <summary>The last step that the run is known to have got to.</summary>
    private static long Reached(RunDirectory run)
    {
        long reached = 0;
        foreach (string line in run.Metrics.Text().Split('\n'))
            if (MetricsLog.TryParse(line.TrimEnd('\r'), out var row)) reached = Math.Max(reached, row.Step);
        if (!File.Exists(run.Checkpoints.BestPath)) return reached;
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
