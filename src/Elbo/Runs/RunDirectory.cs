using System.Globalization;
using Elbo.Recipes;

namespace Elbo.Runs;

/// <summary>
/// One training run on disk: <c>recipe.json</c>, <c>run.json</c>, <c>metrics.csv</c>, <c>checkpoints/</c> and <c>figures/</c>.
/// </summary>
public sealed class RunDirectory
{
    private const string RecipeName = "recipe.json", InfoName = "run.json", CheckpointsName = "checkpoints", FiguresName = "figures";

    private RunDirectory(string path, Recipe recipe, RunInfo info)
    {
        (Path, Recipe, Info) = (path, recipe, info);
        Checkpoints = new RunCheckpoints(At(CheckpointsName));
        Metrics = new MetricsLog(At("metrics.csv"));
    }

    /// <summary>The folder, as it was given.</summary>
    public string Path { get; }

    /// <summary>The resolved recipe.</summary>
    public Recipe Recipe { get; }

    /// <summary>Who wrote it.</summary>
    public RunInfo Info { get; }

    /// <summary>Its checkpoints.</summary>
    public RunCheckpoints Checkpoints { get; }

    /// <summary>Its metrics, a row per epoch.</summary>
    public MetricsLog Metrics { get; }

    /// <summary>The page that shows the run, whether or not it exists yet.</summary>
    public string ReportPath => At("report.html");

    /// <summary>The folder of pictures.</summary>
    public string FiguresPath => At(FiguresName);

    /// <summary>The recipe's file.</summary>
    internal string RecipePath => At(RecipeName);

    /// <summary>Where the figure of this name belongs.</summary>
    public string FigurePath(string name) => System.IO.Path.Combine(FiguresPath, System.IO.Path.GetFileName(name));

    /// <summary>Whether the folder holds a complete run.</summary>
    public static bool Exists(string path) => File.Exists(System.IO.Path.Combine(path, InfoName));

    /// <summary>Creates a run in the folder <paramref name="path"/>, which must not exist, be empty, or hold a run whose creation was cut off.</summary>
    /// <exception cref="ElboException">The folder holds a run or other files, another process creates one there, or it cannot be written.</exception>
    public static RunDirectory Create(string path, Recipe recipe)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(recipe);
        recipe.Validate();
        RequireVacant(path);
        MakeFolder(path);
        using var held = RunLock.Take(path);
        // Another process may have been here first.
        RequireVacant(path);
        return Fill(path, recipe, TimeProvider.System.GetLocalNow());
    }

    /// <summary>Creates a run in a new folder <c>yyyyMMdd-HHmmss-recipe</c> below <paramref name="parent"/>; no two processes get the same one.</summary>
    /// <exception cref="ElboException">The folder cannot be written.</exception>
    public static RunDirectory CreateUnder(string parent, Recipe recipe, TimeProvider? clock = null)
    {
        ArgumentNullException.ThrowIfNull(parent);
        ArgumentNullException.ThrowIfNull(recipe);
        recipe.Validate();
        var now = (clock ?? TimeProvider.System).GetLocalNow();
        string name = string.Create(CultureInfo.InvariantCulture, $"{now:yyyyMMdd-HHmmss}-{recipe.Name}");
        for (int attempt = 1; ; attempt++)
        {
            string path = System.IO.Path.Combine(parent, attempt == 1 ? name : $"{name}-{attempt}");
            MakeFolder(path);
            if (RunLock.Claim(path)) return Fill(path, recipe, now);
        }
    }

    /// <summary>Opens a run.</summary>
    /// <exception cref="ElboException">There is none, it is incomplete, damaged, or of a newer Elbo.</exception>
    public static RunDirectory Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!Directory.Exists(path)) throw new ElboException($"There is no run directory {path}; check the path, or train one with `elbo train`.");
        if (!Exists(path))
        {
            throw new ElboException(File.Exists(System.IO.Path.Combine(path, RecipeName))
                ? $"{path} holds a run whose creation was cut off (run.json is missing); train into it again or delete it."
                : $"{path} is not a run directory (run.json is missing); give one that `elbo train` made.");
        }
        var info = RunInfo.Parse(ReadText(path, InfoName), path);
        string recipe = System.IO.Path.Combine(path, RecipeName);
        return new RunDirectory(path, Recipe.Parse(ReadText(path, RecipeName), recipe), info);
    }

    /// <summary>Takes the run for training and clears temporary files that a killed process left.</summary>
    /// <exception cref="ElboException">Another process trains it, or the folder cannot be written.</exception>
    public RunLock Lock()
    {
        var taken = RunLock.Take(Path);
        try
        {
            foreach (string folder in new[] { Path, Checkpoints.Folder, FiguresPath })
            {
                MakeFolder(folder);
                AtomicFile.Sweep(folder);
            }
            return taken;
        }
        catch
        {
            taken.Dispose();
            throw;
        }
    }

    /// <summary>Writes everything but what training adds; run.json last, because a folder is a run when it holds that.</summary>
    private static RunDirectory Fill(string path, Recipe recipe, DateTimeOffset now)
    {
        var run = new RunDirectory(path, recipe, new RunInfo(RunInfo.CurrentFormat, RunInfo.CurrentVersion, now));
        MakeFolder(run.Checkpoints.Folder);
        MakeFolder(run.FiguresPath);
        AtomicFile.WriteText(run.At(RecipeName), recipe.ToJson() + "\n");
        AtomicFile.WriteText(run.At(InfoName), run.Info.ToJson());
        FlushAround(path);
        return run;
    }

    private static void RequireVacant(string path)
    {
        if (File.Exists(path)) throw new ElboException($"{path} is a file; choose another path for the run.");
        if (!Exists(path) && (!Directory.Exists(path) || IsUnborn(path))) return;
        // Asked again, for another process may have made its run since.
        throw new ElboException(Exists(path) ? $"{path} already holds a run; resume it or choose another folder." : $"{path} is not empty and holds no run; choose another folder.");
    }

    /// <summary>Whether a folder holds nothing but what an interrupted creation leaves.</summary>
    private static bool IsUnborn(string path)
    {
        foreach (string entry in Directory.EnumerateFileSystemEntries(path))
        {
            string name = System.IO.Path.GetFileName(entry);
            bool ours = name is RecipeName || RunLock.IsLock(name) || name.EndsWith(AtomicFile.TemporaryEnding, StringComparison.Ordinal)
                || (name is CheckpointsName or FiguresName && Directory.Exists(entry) && !Directory.EnumerateFileSystemEntries(entry).Any());
            if (!ours) return false;
        }
        return true;
    }

    private static string ReadText(string path, string name)
    {
        string file = System.IO.Path.Combine(path, name);
        try
        {
            return File.ReadAllText(file);
        }
        catch (FileNotFoundException cause)
        {
            throw new ElboException($"{path} is incomplete: {name} is missing; restore it or train into another directory.", cause);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new ElboException($"{file} could not be read; check that it is a file and that you may read it.", cause);
        }
    }

    /// <summary>So that the run's own name outlives a power cut as well.</summary>
    private static void FlushAround(string path)
    {
        try
        {
            DiskFlush.Around(path);
        }
        catch (IOException cause)
        {
            throw AtomicFile.Failure(path, cause);
        }
    }

    private static void MakeFolder(string path)
    {
        try
        {
            Directory.CreateDirectory(path);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw AtomicFile.Failure(path, cause);
        }
    }

    private string At(string name) => System.IO.Path.Combine(Path, name);
}
