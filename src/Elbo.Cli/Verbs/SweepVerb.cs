using System.CommandLine;
using Elbo.Cli.Display;
using Elbo.Recipes;
using Elbo.Sweeps;

namespace Elbo.Cli.Verbs;

/// <summary><c>elbo sweep</c>: a recipe with every combination of some settings, compared.</summary>
internal static class SweepVerb
{
    private static readonly Argument<string?> Source = new("RECIPE|FILE")
    {
        Description = "A recipe's name (see elbo recipes) or file; with --resume the folder of a sweep.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<string[]> Vary = new("--vary") { HelpName = "KEY=V1,V2,…", Description = "A setting and its values; given often, every combination is trained." };
    private static readonly RecipeChanges Changed = new();
    private static readonly Option<string?> Out = new("--out") { HelpName = "DIR", Description = "The sweep's folder, continued or extended where it holds the same sweep; a new one under runs/ when left out." };
    private static readonly Option<int> Threads = RunArgument.Threads();
    private static readonly Option<bool> Resume = new("--resume") { Description = "Continues a sweep. Ctrl-C, SIGTERM or a closed terminal stops training with a checkpoint; a second Ctrl-C or SIGTERM stops it at once." };
    private static readonly Option<bool> TensorBoard = RunWatch.TensorBoard();
    private static readonly Option<bool> Json = new("--json") { Description = "One JSON document on standard output." };
    private static readonly Option<bool> Quiet = new("--quiet") { Description = "No progress, no table." };

    public static Verb Create()
    {
        var command = new Verb("sweep", "Trains a recipe with every combination of some settings and compares the runs.", "elbo sweep digits --vary objective.beta=0.5,1,4 --vary model.latent=2,8 --epochs 3")
        {
            Source, Vary, Changed.Data, Out, Changed.Epochs, Changed.Steps, Changed.Seed, Threads, Changed.Set, Resume, TensorBoard, Json, Quiet,
        };
        command.Handle(Run);
        return command;
    }

    private static int Run(ParseResult parse, CancellationToken cancellation)
    {
        int threads = RunArgument.Of(parse, Threads);
        bool quiet = parse.GetValue(Quiet);
        var display = new SweepDisplay(quiet);
        var data = new SweepData(options => LoadingDisplay.Load(options, quiet, cancellation: cancellation));
        using var sweep = parse.GetValue(Resume) ? Continue(parse, data) : Begin(parse, data);
        if (!quiet) Terminal.Tell($"{sweep.Plan.Recipe.Name}: {sweep.Plan.Runs.Count} runs into {sweep.Path}");
        (sweep.Threads, sweep.Warn) = (threads, display.Warn);
        sweep.Observers = (run, splits, warn) => RunWatch.Observers(parse.GetValue(TensorBoard), run, splits, warn);
        sweep.Trained = (run, splits, vae, cancel) => RunWatch.Finish(run, splits, vae, cancel);
        SweepTable table;
        IReadOnlyList<string> figures;
        try
        {
            table = display.Run(() => sweep.Run(display, cancellation));
            figures = sweep.Draw(table, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            string where = display.Last is { } last ? $"in run {last.Run} of {last.Runs}, {last.Name}" : "before the first run";
            Terminal.Tell($"Interrupted {where}; everything trained is saved. Continue with: elbo sweep --resume {Quoted.Word(sweep.Path)}");
            return ExitCode.Interrupted;
        }
        if (!quiet) foreach (string path in figures) Terminal.Tell($"  {path}");
        if (parse.GetValue(Json)) Documents.Sweep(table);
        else
        {
            if (!quiet) Tables.Sweep(table);
            Terminal.Print(sweep.Path);
        }
        return Verdict(table);
    }

    /// <summary>Names the runs that failed, if any.</summary>
    private static int Verdict(SweepTable table)
    {
        string[] failed = [.. table.Failed.Select(row => row.Name)];
        if (failed.Length == 0) return ExitCode.Done;
        string which = failed.Length == 1 ? $"One of {table.Rows.Count} runs failed" : $"{failed.Length} of {table.Rows.Count} runs failed";
        Terminal.Tell($"{which}: {string.Join(" and ", failed)}; table.json says why, and the same command tries again.");
        return ExitCode.Failed;
    }

    private static Sweep Begin(ParseResult parse, SweepData data)
    {
        var recipe = RecipeBook.Load(parse.GetValue(Source) ?? RecipeBook.Default).With(Changed.Of(parse));
        var plan = SweepPlan.Of(recipe, Variations(parse));
        return parse.GetValue(Out) is { } path ? Sweep.Begin(path, plan, data) : Sweep.BeginUnder("runs", plan, data);
    }

    private static Sweep Continue(ParseResult parse, SweepData data)
    {
        if (parse.GetValue(Out) is { } folder && parse.GetValue(Source) is { } named && named != folder)
            throw new SettingException($"--resume continues one sweep, but both '{named}' and --out '{folder}' are given; leave one out.");
        string path = parse.GetValue(Out) ?? parse.GetValue(Source)
            ?? throw new SettingException("--resume needs the sweep's folder; write elbo sweep --resume DIR.");
        if (Changed.Of(parse) is [var change, ..])
            throw new SettingException($"A resumed sweep keeps its recipe, so {change.Split('=')[0]} cannot change; leave it out or begin another sweep.");
        if (parse.GetValue(Vary) is { Length: > 0 })
            throw new SettingException("A resumed sweep keeps what it varies; to extend it, leave --resume out and give the recipe, --vary and --out.");
        return Sweep.Open(path, data);
    }

    private static Variation[] Variations(ParseResult parse) => parse.GetValue(Vary) is { Length: > 0 } given ? [.. given.Select(Variation.Parse)]
        : throw new SettingException("elbo sweep needs a setting to vary: --vary KEY=V1,V2, such as --vary model.latent=2,8,20.");
}
