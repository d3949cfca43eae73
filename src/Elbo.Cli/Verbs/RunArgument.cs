using System.CommandLine;
using Elbo.Data;
using Elbo.Runs;

namespace Elbo.Cli.Verbs;

/// <summary>What verbs that look at a run share: its directory, threads, and another place for the picture.</summary>
internal static class RunArgument
{
    private const int MostThreads = 1024;

    public static Argument<string> Run() => new("RUN") { Description = "A run directory that elbo train wrote." };

    public static Option<int> Threads() => new("--threads") { HelpName = "N", Description = "Threads; one for each core when left out. Results do not depend on them." };

    public static Option<string?> Out(string name) => new("--out") { HelpName = "FILE", Description = $"Where to write the picture; figures/{name} in the run directory when left out." };

    public static Option<string?> Data() => new("--data") { HelpName = "NAME|DIR", Description = "Other data than the run was trained on: a name or a folder." };

    /// <summary>How many threads are asked for; 0 for one for each core.</summary>
    public static int Of(ParseResult parse, Option<int> threads)
    {
        int count = parse.GetValue(threads);
        bool given = parse.GetResult(threads) is { Implicit: false };
        return !given || count is >= 1 and <= MostThreads ? count
            : throw new SettingException($"--threads must be between 1 and {MostThreads}, not {count}.");
    }

    /// <summary>The run and its model.</summary>
    public static (RunDirectory Run, Vae Vae) Open(ParseResult parse, Argument<string> path, Option<int> threads)
    {
        int count = Of(parse, threads);
        var run = RunDirectory.Open(parse.GetValue(path)!);
        return (run, Vae.Load(run.Path, count));
    }

    /// <summary>The data that the run was trained on, or others of the same shape.</summary>
    public static DataSplits Load(RunDirectory run, string? other = null) =>
        Datasets.Load(other ?? run.Recipe.Data.Name, run.Recipe.Data.Validation);
}
