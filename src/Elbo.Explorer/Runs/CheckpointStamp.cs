using Elbo.Formats;
using Elbo.Runs;

namespace Elbo.Explorer.Runs;

/// <summary>Tells whether a run's checkpoint is still the one that was opened.</summary>
/// <param name="Path">The file.</param>
/// <param name="Written">When it was written.</param>
/// <param name="Length">Its bytes.</param>
internal readonly record struct CheckpointStamp(string Path, DateTime Written, long Length)
{
    /// <summary>The checkpoint that the run's recipe selects.</summary>
    /// <exception cref="ElboException">There is none.</exception>
    /// <exception cref="Problem">There is none yet, but training goes on.</exception>
    public static CheckpointStamp Of(RunDirectory run)
    {
        var file = new FileInfo(Selected(run));
        return file.Exists ? new(file.FullName, file.LastWriteTimeUtc, file.Length) : throw new ElboException($"The checkpoint {file.FullName} is gone; ask again.");
    }

    private static string Selected(RunDirectory run)
    {
        try
        {
            return Checkpoint.Selected(run);
        }
        catch (ElboException) when (RunState.IsTrained(run.Path))
        {
            throw Problem.NotNow($"{run.Path} is being trained and has no checkpoint yet; the first one is to come, so ask again in a moment.");
        }
    }
}
