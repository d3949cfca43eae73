using Elbo.Runs;

namespace Elbo.Explorer.Runs;

/// <summary>Where a run's training is.</summary>
internal static class RunState
{
    public const string Training = "training", Finished = "finished", Stopped = "stopped";

    private const string LockName = "run.lock";

    /// <summary>One of the three words.</summary>
    public static string Of(RunDirectory run, IReadOnlyList<EpochMetrics> rows) =>
        IsTrained(run.Path) ? Training : IsComplete(run, rows) ? Finished : Stopped;

    private static bool IsComplete(RunDirectory run, IReadOnlyList<EpochMetrics> rows)
    {
        if (rows is not [.., var last]) return false;
        var training = run.Recipe.Training;
        if (last.Epoch >= training.Epochs || last.Step >= training.Steps) return true;
        if (training.Patience is not { } patience) return false;
        var (best, bestEpoch) = (double.PositiveInfinity, 0);
        foreach (var row in rows)
        {
            if (row.ValidationLoss < best) (best, bestEpoch) = (row.ValidationLoss.Value, row.Epoch);
        }
        return last.Epoch - bestEpoch >= patience;
    }

    /// <summary>Whether a process holds the run. The lock is tried for reading and let go at once; nothing is written.</summary>
    public static bool IsTrained(string path)
    {
        try
        {
            using var file = new FileStream(Path.Combine(path, LockName), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1);
            return false;
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }
}
