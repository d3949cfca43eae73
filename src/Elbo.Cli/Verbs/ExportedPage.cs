using Elbo.Cli.Display;
using Elbo.Data;
using Elbo.Explorer.Export;
using Elbo.Runs;

namespace Elbo.Cli.Verbs;

/// <summary>What <c>elbo explore RUN --export FILE</c> writes: the run's decoder as one page.</summary>
internal static class ExportedPage
{
    public static void Save(RunDirectory run, Vae vae, string path, CancellationToken cancellation)
    {
        var data = Load(run, cancellation);
        AtomicFile.Write(path, stream => ExportPage.Write(stream, vae, data, Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(run.Path)))));
    }

    /// <summary>The run's data; null where they are not to be had, for a decoder needs none.</summary>
    private static DataSplits? Load(RunDirectory run, CancellationToken cancellation)
    {
        try
        {
            return LoadingDisplay.Load(run.Recipe.Data, quiet: false, cancellation: cancellation);
        }
        catch (ElboException error)
        {
            Terminal.Tell($"The page shows no codes of test pictures and does not know which dimensions carry most, since the data are not to be had: {error.Message}");
            return null;
        }
    }
}
