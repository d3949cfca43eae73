using System.Globalization;
using Elbo.Recipes;
using Elbo.Runs;

namespace Elbo.Sweeps;

/// <summary>A sweep on disk: <c>sweep.json</c>, <c>table.json</c>, <c>sweep.csv</c>, <c>figures/</c> and a run directory for each combination.</summary>
internal sealed class SweepFolder(string path)
{
    private const string Document = "sweep.json", Table = "table.json", Csv = "sweep.csv", Figures = "figures";

    // The sweep's document as it was read; null where there was none.
    private string? seen;

    public string Path => path;

    public string FiguresPath => At(Figures);

    /// <summary>A new folder <c>yyyyMMdd-HHmmss-recipe-sweep</c>; no two processes get the same one.</summary>
    /// <exception cref="ElboException">The folder cannot be written.</exception>
    public static SweepFolder Under(string parent, Recipe recipe, TimeProvider clock)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"{clock.GetLocalNow():yyyyMMdd-HHmmss}-{recipe.Name}-sweep");
        for (int attempt = 1; ; attempt++)
        {
            string path = System.IO.Path.Combine(parent, attempt == 1 ? name : $"{name}-{attempt}");
            Make(path);
            if (RunLock.Claim(path)) return new SweepFolder(path);
        }
    }

    /// <summary>What the folder's sweep was to do; null where there is none and one can begin.</summary>
    /// <exception cref="ElboException">The folder holds something else, or the sweep is damaged.</exception>
    public SweepPlan? Read(SweepPlan? expected)
    {
        if (File.Exists(path)) throw new ElboException($"{path} is a file; choose another folder for the sweep.");
        if (File.Exists(At(Document))) return SweepDocument.Read(seen = Text(Document), At(Document));
        if (RunDirectory.Exists(path)) throw new ElboException($"{path} holds a single run; choose another folder for the sweep.");
        if (expected is null) throw new ElboException($"{path} holds no sweep (sweep.json is missing); check the path, or begin one with `elbo sweep RECIPE --vary KEY=V1,V2 --out {Quoted.Word(path)}`.");
        if (!Directory.Exists(path)) return null;
        var known = expected.Runs.Select(run => run.Name).Concat([Table, Csv, Figures]).ToHashSet(StringComparer.Ordinal);
        foreach (string entry in Directory.EnumerateFileSystemEntries(path))
        {
            string name = System.IO.Path.GetFileName(entry);
            if (known.Contains(name) || RunLock.IsLock(name) || name.EndsWith(AtomicFile.TemporaryEnding, StringComparison.Ordinal)) continue;
            throw new ElboException($"{path} is not empty and holds no sweep; choose another folder.");
        }
        return null;
    }

    /// <summary>Takes the folder for this process and writes down what the sweep does.</summary>
    /// <exception cref="ElboException">Another process holds it or changed it since it was read, or it cannot be written.</exception>
    public RunLock Take(SweepPlan plan)
    {
        Make(path);
        var taken = RunLock.Take(path);
        try
        {
            if ((File.Exists(At(Document)) ? Text(Document) : null) != seen)
                throw new ElboException($"Another process changed the sweep in {path} meanwhile; give the command again.");
            Make(FiguresPath);
            AtomicFile.Sweep(path);
            AtomicFile.Sweep(FiguresPath);
            AtomicFile.WriteText(At(Document), SweepDocument.Write(plan));
            return taken;
        }
        catch
        {
            taken.Dispose();
            throw;
        }
    }

    /// <summary>Refuses a run of another recipe in a run's place.</summary>
    public void RequireFree(SweepRun run)
    {
        if (Existing(run) is { } there && RecipeDifference.Between(there.Recipe, run.Recipe) is { } difference)
            throw new ElboException($"{there.Path} holds a run of another recipe ({difference}); choose another folder for the sweep.");
    }

    /// <summary>The run in a run's place, or null where there is none that can be opened.</summary>
    public RunDirectory? Existing(SweepRun run)
    {
        try
        {
            return RunDirectory.Exists(At(run.Name)) ? RunDirectory.Open(At(run.Name)) : null;
        }
        catch (ElboException)
        {
            // It is told of when it is that run's turn.
            return null;
        }
    }

    /// <summary>The run directory of a run: the one there is, or a new one. What a half-made one holds is set aside.</summary>
    /// <exception cref="ElboException">It is damaged, or cannot be written.</exception>
    public RunDirectory Enter(SweepRun run, Action<string>? warn)
    {
        string place = At(run.Name);
        if (RunDirectory.Exists(place)) return RunDirectory.Open(place);
        try
        {
            return RunDirectory.Create(place, run.Recipe);
        }
        catch (ElboException) when (Directory.Exists(place) && File.Exists(System.IO.Path.Combine(place, "recipe.json")))
        {
            string aside = Aside.NameFor(place);
            try
            {
                Directory.Move(place, aside);
            }
            catch (Exception cause) when (DiskTrouble.Is(cause))
            {
                throw AtomicFile.Failure(aside, cause);
            }
            warn?.Invoke($"{place} was half-written (run.json is missing): it is now {aside}, and the run begins anew.");
            return RunDirectory.Create(place, run.Recipe);
        }
    }

    /// <summary>The rows of an earlier process by their names; none where the table is missing or damaged.</summary>
    public Dictionary<string, SweepRow> Rows()
    {
        try
        {
            return File.Exists(At(Table)) ? SweepTable.Parse(Text(Table)).Rows.ToDictionary(row => row.Name, StringComparer.Ordinal) : [];
        }
        catch (Exception error) when (error is System.Text.Json.JsonException or ElboException or ArgumentException)
        {
            // All that it says can be measured again.
            return [];
        }
    }

    /// <exception cref="ElboException">A file cannot be written.</exception>
    public void Save(SweepTable table)
    {
        AtomicFile.WriteText(At(Table), table.ToJson());
        AtomicFile.WriteText(At(Csv), table.ToCsv());
    }

    public string At(string name) => System.IO.Path.Combine(path, name);

    private string Text(string name)
    {
        try
        {
            return File.ReadAllText(At(name));
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new ElboException($"{At(name)} could not be read; check that it is a file and that you may read it.", cause);
        }
    }

    private static void Make(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw AtomicFile.Failure(folder, cause);
        }
    }
}
