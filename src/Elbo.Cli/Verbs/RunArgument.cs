using System.CommandLine;
using Elbo.Cli.Display;
using Elbo.Data;
using Elbo.Recipes;
using Elbo.Runs;

namespace Elbo.Cli.Verbs;

/// <summary>What verbs that look at a run share: its directory, threads, and another place for the picture.</summary>
internal static class RunArgument
{
    private const int MostThreads = 1024;

    public static Argument<string> Run() => new("RUN") { Description = "A run directory that elbo train wrote." };

    public static Option<int> Threads() => new("--threads") { HelpName = "N", Description = "Threads; one for each core when left out. Results do not depend on them." };

    public static Option<string?> Out(string name) => new("--out") { HelpName = "FILE", Description = $"Where to write the picture; figures/{name} in the run directory when left out." };

    public static Option<string?> Data() => new("--data") { HelpName = "NAME|DIR|FILE", Description = "Other data than the run was trained on: a name, a folder, a zip or tar of pictures, a CSV table, or a NumPy array." };

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

    /// <summary>The run and its model, which must be one of pictures.</summary>
    /// <exception cref="ElboException">It was trained on a table.</exception>
    public static (RunDirectory Run, Vae Vae) OpenPictures(ParseResult parse, Argument<string> path, Option<int> threads)
    {
        var (run, vae) = Open(parse, path, threads);
        if (vae.Schema is null) return (run, vae);
        vae.Dispose();
        throw new ElboException($"{run.Path} was trained on a table, which has no pictures to draw; see elbo sample, elbo score and elbo report.");
    }

    /// <summary>Whether these are the data that the run was trained on, by name or by path.</summary>
    /// <param name="run">The run.</param>
    /// <param name="other">What --data names; null for the run's own.</param>
    public static bool IsOwn(RunDirectory run, string? other)
    {
        string own = run.Recipe.Data.Name;
        return other is null || other == own || (Path.IsPathFullyQualified(own) && Whole(other) == Whole(own));

        static string Whole(string path) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
    }

    /// <summary>
    /// The data that the run was trained on, or others. Picture files are framed as the run's were, or to the model's shape; all of
    /// them are tests unless they come in parts.
    /// </summary>
    public static DataSplits Load(RunDirectory run, Vae vae, string? other = null, CancellationToken cancellation = default)
    {
        var data = run.Recipe.Data;
        if (IsOwn(run, other)) return LoadingDisplay.Load(data, quiet: false, cancellation: cancellation, schema: vae.Schema);
        data = data with { Name = other! };
        if (!Datasets.HoldsPictures(data.Name))
            return LoadingDisplay.Load(data with { Size = Datasets.CanResize(data.Name) ? vae.Shape.Height : null, Channels = PictureChannels.Colour }, quiet: false, whole: true, vae.Schema, cancellation);
        data = data with { Size = vae.Shape.Height, Channels = vae.Shape.Channels == 1 ? PictureChannels.Grey : PictureChannels.Colour, Labels = PictureLabels.None };
        if (vae.Classes == 0) return LoadingDisplay.Load(data, quiet: false, whole: true, cancellation: cancellation);
        try
        {
            return LoadingDisplay.Load(data with { Labels = PictureLabels.Folders }, quiet: false, whole: true, cancellation: cancellation);
        }
        catch (ElboException)
        {
            // Pictures that lie in no sub-folders have no labels; whatever else is wrong is so without them too.
            return LoadingDisplay.Load(data, quiet: false, whole: true, cancellation: cancellation);
        }
    }
}
