using System.CommandLine;
using Elbo.Data;
using Elbo.Runs;

namespace Elbo.Cli.Verbs;

/// <summary>What verbs that look at a run share: its directory, threads, and another place for the picture.</summary>
internal static class RunArgument
{
    public static Argument<string> Run() => new("RUN") { Description = "A run directory that elbo train wrote." };

    public static Option<int> Threads() => new("--threads") { HelpName = "N", Description = "Threads; one for each core when left out." };

    public static Option<string?> Out(string name) => new("--out") { HelpName = "FILE", Description = $"Where to write the picture; figures/{name} in the run directory when left out." };

    public static Option<string?> Data() => new("--data") { HelpName = "NAME|DIR", Description = "Other data than the run was trained on: a name or a folder." };

    /// <summary>The run and its model.</summary>
    public static (RunDirectory Run, Vae Vae) Open(string path, int threads) => (RunDirectory.Open(path), Vae.Load(path, Checked(threads)));

    /// <summary>A possible number of threads; 0 stands for one for each core.</summary>
    public static int Checked(int threads) =>
        threads is >= 0 and <= 1024 ? threads : throw new SettingException($"--threads must be between 1 and 1024, not {threads}.");

    /// <summary>The data that the run was trained on, or others of the same shape.</summary>
    public static DataSplits Load(RunDirectory run, string? other = null) =>
        Datasets.Load(other ?? run.Recipe.Data.Name, run.Recipe.Data.Validation);
}
