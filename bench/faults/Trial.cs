using Elbo.Runs;

namespace Elbo.Faults;

/// <summary>A scenario disturbed at one call, then gone on with undisturbed.</summary>
/// <param name="Scenario">The scenario's name.</param>
/// <param name="Fault">The fault's name.</param>
/// <param name="At">The number of the call.</param>
/// <param name="What">The call and its file.</param>
/// <param name="Code">The exit code of the disturbed command.</param>
/// <param name="Wrong">What is wrong, or nothing.</param>
/// <param name="Said">The last line of its standard error.</param>
internal sealed record Trial(string Scenario, string Fault, long At, string What, int Code, string Wrong, string Said)
{
    /// <summary>Disturbs a copy of a folder, and deletes it.</summary>
    public static Trial Run(Prepared prepared, Shim shim, Fault fault, long at)
    {
        string folder = prepared.Copy();
        try
        {
            string run = Path.Combine(folder, "run");
            var words = prepared.Scenario.Words;
            var result = shim.Run(Faults.Scenario.Command(folder, words), folder, fault, at, trace: true);
            string? wrong = result.Outcome.Wrong(fault.Errno == 0) ?? RunState.Unreadable(run, result.Trace) ?? Finished(prepared, folder, run, fault);
            return new(prepared.Scenario.Name, fault.Name, at, result.What, result.Outcome.Code, wrong ?? "", result.Outcome.LastError.Replace(folder + "/", "", StringComparison.Ordinal));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Goes on, without a fault: a run must come to the same end, other commands must do what they do.</summary>
    private static string? Finished(Prepared prepared, string folder, string run, Fault fault)
    {
        string[] words = !prepared.Scenario.Trains || !RunDirectory.Exists(run) ? prepared.Scenario.Words : ["train", "--resume", "run"];
        var again = Outcome.Of(Faults.Scenario.Command(folder, words));
        if (again.Code != 0) return $"{string.Join(' ', words[..2])} afterwards ended with {again.Code}: {again.LastError}";
        // What could not be deleted either stays until training clears the folders.
        bool clears = prepared.Scenario.Trains || !(fault.Lasts || fault.Errno == 0);
        string? stray = !clears ? null : Directory.EnumerateFiles(run, "*.elbo-tmp", SearchOption.AllDirectories).FirstOrDefault();
        if (stray is not null) return $"a temporary file stayed: {Path.GetRelativePath(folder, stray)}";
        return prepared.End.Difference(RunState.Of(run));
    }
}
