using System.Collections.Concurrent;
using Elbo.Runs;

namespace Elbo.Explorer.Runs;

/// <summary>The runs that can be looked at: one, or those of a folder and of its sub-folders, which may come and go.</summary>
internal sealed class RunCatalogue : IDisposable
{
    /// <summary>More runs of a folder are not listed.</summary>
    public const int MostRuns = 1000;

    private const int MostOpen = 4;

    private readonly ConcurrentDictionary<string, OpenRun> runs = new(StringComparer.Ordinal);
    private readonly DataShelf shelf = new();
    private readonly string root;
    private readonly int threads;
    private readonly bool single;

    private RunCatalogue(string root, int threads, bool single) => (this.root, this.threads, this.single) = (root, threads, single);

    /// <summary>The runs at a path.</summary>
    /// <exception cref="ElboException">There is none.</exception>
    public static RunCatalogue Open(ExplorerOptions options)
    {
        string root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(options.Path));
        if (!Directory.Exists(root)) throw new ElboException($"There is no folder {options.Path}; give a run directory, or a folder that holds some.");
        if (RunDirectory.Exists(root))
        {
            // Whatever is wrong with the only run is best said at once.
            PicturesOnly.Require(RunDirectory.Open(root));
            return new RunCatalogue(root, options.Threads, single: true);
        }
        var catalogue = new RunCatalogue(root, options.Threads, single: false);
        if (catalogue.Ids().Count == 0) throw new ElboException($"{options.Path} is no run directory and holds none; train one with `elbo train`.");
        return catalogue;
    }

    /// <summary>What the runs are called now, in the order of their names.</summary>
    public IReadOnlyList<string> Ids()
    {
        if (single) return [OwnName()];
        var found = new List<string>();
        foreach (string folder in Folders(root))
        {
            if (RunDirectory.Exists(folder)) found.Add(Path.GetFileName(folder));
            else found.AddRange(Folders(folder).Where(RunDirectory.Exists).Select(inner => $"{Path.GetFileName(folder)}/{Path.GetFileName(inner)}"));
            if (found.Count >= MostRuns) break;
        }
        found.Sort(StringComparer.Ordinal);
        return found;
    }

    /// <summary>The run of this name, as it stands in an address.</summary>
    /// <exception cref="Problem">There is none.</exception>
    public OpenRun Find(string id)
    {
        string plain = id.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
        return Known(plain) ?? Known(Uri.UnescapeDataString(plain)) ?? throw Problem.Unknown($"There is no run {Quoted.Text(plain)} here.");
    }

    /// <summary>Ends background work, so that answers can end.</summary>
    public void Stop()
    {
        foreach (var run in runs.Values) run.Close();
    }

    public void Dispose()
    {
        foreach (var run in runs.Values) run.Dispose();
    }

    private OpenRun? Known(string id)
    {
        if (runs.TryGetValue(id, out var known)) return known;
        string? path = single ? (id == OwnName() ? root : null) : IsPlain(id) ? Path.Combine(root, id) : null;
        return path is not null && RunDirectory.Exists(path) ? runs.GetOrAdd(id, _ => new OpenRun(id, path, shelf, threads, Tidy)) : null;
    }

    /// <summary>Lets go of the models that were not used for longest, where one more makes them too many: of those that are only looked at, and of those that are followed as they train.</summary>
    private void Tidy(OpenRun opened)
    {
        foreach (var kind in runs.Values.Where(run => run.IsOpen && run != opened).GroupBy(run => run.IsWatched))
        {
            int others = kind.Key == opened.IsWatched ? MostOpen - 1 : MostOpen;
            foreach (var old in kind.OrderByDescending(run => run.UsedAt).Skip(others).ToList()) old.Close();
        }
    }

    private string OwnName() => Path.GetFileName(root) is { Length: > 0 } name ? name : "run";

    /// <summary>Whether a name is that of a folder or of a folder's folder, and leads nowhere else.</summary>
    private static bool IsPlain(string id)
    {
        string[] parts = id.Split('/');
        return parts.Length <= 2 && parts.All(part => part.Length > 0 && part is not ("." or "..") && part.IndexOfAny(['\\', ':', '\0']) < 0);
    }

    private static IEnumerable<string> Folders(string path)
    {
        try
        {
            return Directory.GetDirectories(path).Order(StringComparer.Ordinal).Take(MostRuns);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
