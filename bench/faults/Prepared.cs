using Elbo.Runs;

namespace Elbo.Faults;

/// <summary>A scenario's folder as it stands before the command that is disturbed, and how the run ends undisturbed.</summary>
internal sealed class Prepared
{
    private readonly string before;

    /// <summary>Prepares a scenario in a folder of its own.</summary>
    public Prepared(Scenario scenario, string folder)
    {
        (Scenario, before) = (scenario, Directory.CreateDirectory(Path.Combine(folder, "before-" + Guid.NewGuid().ToString("N"))).FullName);
        foreach (string[] words in scenario.Begun)
        {
            if (words is ["--undo"]) File.Delete(RunDirectory.Open(Path.Combine(before, "run")).Checkpoints.List()[0].Path);
            else Require(before, words);
        }
        string after = Copy();
        Require(after, scenario.Words);
        End = RunState.Of(Path.Combine(after, "run"));
        Directory.Delete(after, recursive: true);
    }

    public Scenario Scenario { get; }

    /// <summary>How the run ends when nothing fails.</summary>
    public RunState End { get; }

    /// <summary>How many calls there are to fail, and in which order, when none does.</summary>
    public ShimResult Count(Shim shim, Fault fault)
    {
        string folder = Copy();
        try
        {
            return shim.Run(Faults.Scenario.Command(folder, Scenario.Words), folder, fault, 0, trace: true);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>A copy of the folder.</summary>
    public string Copy()
    {
        string to = before.Replace("before-", "copy-", StringComparison.Ordinal) + "-" + Guid.NewGuid().ToString("N")[..8];
        foreach (string folder in Directory.EnumerateDirectories(before, "*", SearchOption.AllDirectories).Prepend(before))
            Directory.CreateDirectory(Path.Combine(to, Path.GetRelativePath(before, folder)));
        foreach (string file in Directory.EnumerateFiles(before, "*", SearchOption.AllDirectories))
            File.Copy(file, Path.Combine(to, Path.GetRelativePath(before, file)));
        return to;
    }

    private static void Require(string folder, string[] words)
    {
        var outcome = Outcome.Of(Faults.Scenario.Command(folder, words));
        if (outcome.Code != 0) throw new ElboException($"{string.Join(' ', words)} failed undisturbed: {outcome.LastError}");
    }
}
