using System.Globalization;

namespace Elbo.Runs;

/// <summary>A numbered checkpoint.</summary>
/// <param name="Step">Training steps done.</param>
/// <param name="Path">The file.</param>
public sealed record RunCheckpoint(long Step, string Path);

/// <summary>The checkpoints of a run: <c>step-000005000.safetensors</c> and so on, and <c>best.safetensors</c>.</summary>
public sealed class RunCheckpoints
{
    private const string Prefix = "step-", Ending = ".safetensors";

    internal RunCheckpoints(string folder) => Folder = folder;

    /// <summary>The folder.</summary>
    public string Folder { get; }

    /// <summary>Where the checkpoint with the lowest validation loss belongs, whether or not it exists yet.</summary>
    public string BestPath => Path.Combine(Folder, "best" + Ending);

    /// <summary>Where the checkpoint after so many steps belongs.</summary>
    public string PathOf(long step)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        return Path.Combine(Folder, string.Create(CultureInfo.InvariantCulture, $"{Prefix}{step:D9}{Ending}"));
    }

    /// <summary>The numbered checkpoints, newest first.</summary>
    /// <exception cref="ElboException">The folder cannot be read.</exception>
    public IReadOnlyList<RunCheckpoint> List()
    {
        var found = new List<RunCheckpoint>();
        foreach (string path in Files())
        {
            string name = Path.GetFileName(path);
            var digits = name.AsSpan(Prefix.Length, name.Length - Prefix.Length - Ending.Length);
            // Only names that PathOf gives: anything else in the folder is somebody else's.
            if (long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out long step) && PathOf(step) == path)
                found.Add(new RunCheckpoint(step, path));
        }
        found.Sort((a, b) => b.Step.CompareTo(a.Step));
        return found;
    }

    private string[] Files()
    {
        try
        {
            return Directory.Exists(Folder) ? Directory.GetFiles(Folder, Prefix + "*" + Ending) : [];
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new ElboException($"The folder {Folder} could not be read; check the disk and that you may read it.", cause);
        }
    }

    /// <summary>
    /// Renames the numbered checkpoints of later steps, which a resumed run could not read: they must not be taken for
    /// its newest.
    /// </summary>
    /// <exception cref="ElboException">One cannot be renamed.</exception>
    internal void SetAside(long after)
    {
        foreach (var later in List())
        {
            if (later.Step <= after) return;
            Aside.Move(later.Path);
        }
    }

    /// <summary>Renames the best checkpoint, where there is one, which could not be read.</summary>
    /// <exception cref="ElboException">It cannot be renamed.</exception>
    internal void SetBestAside()
    {
        if (File.Exists(BestPath)) Aside.Move(BestPath);
    }

    /// <summary>Deletes all numbered checkpoints but the newest <paramref name="keep"/>.</summary>
    /// <param name="keep">How many stay.</param>
    /// <param name="left">Told, with a sentence, of one that cannot be deleted now and is left for the next time.</param>
    internal void Prune(int keep, Action<ElboException> left)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(keep, 1);
        ElboException? first = null;
        foreach (var old in List().Skip(keep))
        {
            try
            {
                File.Delete(old.Path);
            }
            catch (Exception cause) when (DiskTrouble.Is(cause))
            {
                // A file that is open elsewhere must not stop training.
                first ??= new ElboException($"Could not delete {old.Path}: {DiskTrouble.Reason(old.Path, cause)}.", cause);
            }
        }
        if (first is not null) left(first);
    }
}
