namespace Elbo.Crash;

/// <summary>The folder of one life: the run or sweep in it, its cache, and what is half-written there.</summary>
public sealed class Place(string folder, bool sweep)
{
    private const string Half = "*.elbo-tmp", RunName = "run";

    /// <summary>The folder.</summary>
    public string Folder => folder;

    /// <summary>The run directory or the sweep's folder, as the command is told.</summary>
    public static string Target => RunName;

    /// <summary>The same, whole.</summary>
    public string Root { get; } = Path.Combine(folder, RunName);

    /// <summary>Where packed pictures go.</summary>
    public string Cache { get; } = Path.Combine(Victim.CacheOf(folder), "pictures");

    /// <summary>The run directories there are, whole or not.</summary>
    public IReadOnlyList<string> Runs() => !sweep ? Directory.Exists(Root) ? [Root] : []
        : !Directory.Exists(Root) ? [] : [.. Directory.GetDirectories(Root).Where(path => Path.GetFileName(path) != "figures")];

    /// <summary>The half-written files in the folder that a phase writes to.</summary>
    public IEnumerable<string> Written(Phase phase) => phase switch
    {
        Phase.Cache => Files(Cache),
        Phase.Table => Files(Root),
        Phase.Creation => Runs().SelectMany(Files).Where(file => Names(file, "recipe.json") || Names(file, "run.json")),
        Phase.Metrics => Runs().SelectMany(Files).Where(file => Names(file, "metrics.csv")),
        Phase.Report => Runs().SelectMany(Files).Where(file => Names(file, "report.html")),
        Phase.Checkpoint => Runs().SelectMany(run => Files(Path.Combine(run, "checkpoints"))),
        Phase.EpochFigure => Runs().SelectMany(run => Figures(run).SelectMany(Files)),
        Phase.LastFigures => Runs().SelectMany(run => Files(Path.Combine(run, "figures"))),
        _ => [],
    };

    /// <summary>Every half-written file.</summary>
    public HashSet<string> Written() => Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, Half, SearchOption.AllDirectories)] : [];

    /// <summary>Every file of the run or sweep by its path in it.</summary>
    public SortedDictionary<string, string> Contents()
    {
        var found = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (string file in Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories)) found.Add(Path.GetRelativePath(Root, file), file);
        return found;
    }

    private static string[] Figures(string run) => [Path.Combine(run, "figures", "epochs"), Path.Combine(run, "figures", "scatter"), Path.Combine(run, "figures")];

    private static bool Names(string temporary, string file) => Path.GetFileName(temporary).StartsWith(file + ".", StringComparison.Ordinal);

    private static IEnumerable<string> Files(string inside)
    {
        try
        {
            return Directory.GetFiles(inside, Half);
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
    }
}
