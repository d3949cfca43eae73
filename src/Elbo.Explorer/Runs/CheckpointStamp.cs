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
    /// <exception cref="ElboException">There is none yet.</exception>
    public static CheckpointStamp Of(RunDirectory run)
    {
        var file = new FileInfo(Checkpoint.Selected(run));
        return file.Exists ? new(file.FullName, file.LastWriteTimeUtc, file.Length) : throw new ElboException($"The checkpoint {file.FullName} is gone; ask again.");
    }
}
