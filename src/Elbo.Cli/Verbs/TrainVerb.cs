using System.CommandLine;
using Elbo.Cli.Display;
using Elbo.Data;
using Elbo.Figures;
using Elbo.Formats.TensorBoard;
using Elbo.Recipes;
using Elbo.Reports;
using Elbo.Runs;
using Elbo.Training;

namespace Elbo.Cli.Verbs;

/// <summary><c>elbo train</c>: from a recipe to a run directory with a trained model and its pictures.</summary>
internal static class TrainVerb
{
    private static readonly Argument<string?> Source = new("RECIPE|FILE")
    {
        Description = "A recipe's name (see elbo recipes) or file; with --resume also a run directory.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<string?> Data = new("--data") { HelpName = "NAME|DIR|FILE", Description = "A data set's name (see elbo data list), a folder, or a zip or tar of pictures." };
    private static readonly Option<string?> Out = new("--out") { HelpName = "DIR", Description = "The run directory; a new one under runs/ when left out." };
    private static readonly Option<int?> Epochs = new("--epochs") { HelpName = "N", Description = "Passes over the training set." };
    private static readonly Option<int?> Steps = new("--steps") { HelpName = "N", Description = "Training steps, instead of epochs." };
    private static readonly Option<long?> Seed = new("--seed") { HelpName = "N", Description = "Key of all random numbers." };
    private static readonly Option<int> Threads = RunArgument.Threads();
    private static readonly Option<string[]> Set = new("--set") { HelpName = "KEY=VALUE", Description = "Changes a setting of the recipe, KEY=VALUE; may be given often." };
    private static readonly Option<bool> Resume = new("--resume") { Description = "Continues an interrupted run exactly." };
    private static readonly Option<bool> TensorBoard = new("--tensorboard")
    {
        Description = "Writes event files for TensorBoard into the run's folder tensorboard (see tensorboard --logdir); a resumed run that has the folder goes on with it.",
    };

    private static readonly Option<bool> Quiet = new("--quiet") { Description = "No progress, no table." };

    public static Verb Create()
    {
        var command = new Verb("train", "Trains a recipe and writes a run directory.", "elbo train mlp-latent --data mnist --set model.latent=20 --steps 5000")
        {
            Source, Data, Out, Epochs, Steps, Seed, Threads, Set, Resume, TensorBoard, Quiet,
        };
        command.Handle(Run);
        return command;
    }

    private static int Run(ParseResult parse, CancellationToken cancellation)
    {
        int threads = RunArgument.Of(parse, Threads);
        bool quiet = parse.GetValue(Quiet);
        var (run, data, trainer) = parse.GetValue(Resume) ? Continue(parse, threads, cancellation) : Begin(parse, threads, cancellation);
        using (trainer)
        {
            if (trainer.Notice is { } warning) Console.Error.WriteLine(warning);
            if (!quiet) Console.Error.WriteLine($"{run.Recipe.Name}: {data.Train.Count:N0} training images, latent {trainer.Vae.Latent}, into {run.Path}");
            try
            {
                var result = TrainingDisplay.Run(trainer, warn => Observers(parse, run, data, warn), quiet, cancellation);
                if (!quiet && result.StoppedEarly) Console.Error.WriteLine($"Stopped early after {result.Epochs} epochs: the validation loss no longer fell.");
                if (!quiet && result.SkippedSteps > 0) Console.Error.WriteLine($"{result.SkippedSteps} steps were skipped because their loss or gradient was not finite.");
            }
            catch (OperationCanceledException)
            {
                Console.Error.WriteLine($"Interrupted after step {trainer.Vae.Step}; a checkpoint is saved. Continue with: elbo train --resume {Quoted(run.Path)}");
                return ExitCode.Interrupted;
            }
            try
            {
                Finish(run, data, trainer.Vae, quiet, cancellation);
            }
            catch (OperationCanceledException)
            {
                Console.Error.WriteLine($"Interrupted after training; the model is saved. Draw its pictures with: elbo train --resume {Quoted(run.Path)}");
                return ExitCode.Interrupted;
            }
        }
        Console.WriteLine(run.Path);
        return ExitCode.Done;
    }

    private static IReadOnlyList<ITrainingObserver> Observers(ParseResult parse, RunDirectory run, DataSplits data, Action<string> warn)
    {
        var figures = TrainingFigures.Of(run, data, warn);
        string events = TensorBoardLog.FolderOf(run);
        return parse.GetValue(TensorBoard) || Directory.Exists(events) ? [.. figures, new TensorBoardLog(events, data, warn: warn)] : figures;
    }

    private static (RunDirectory Run, DataSplits Data, Trainer Trainer) Begin(ParseResult parse, int threads, CancellationToken cancellation)
    {
        var recipe = RecipeBook.Load(parse.GetValue(Source) ?? RecipeBook.Default).With(Changes(parse));
        recipe = WithWholePath(recipe);
        var data = LoadingDisplay.Load(recipe.Data, parse.GetValue(Quiet), cancellation: cancellation);
        // What depends on the first of many pictures now holds for the run.
        if (Datasets.HoldsPictures(recipe.Data.Name)) recipe = recipe with { Data = recipe.Data with { Size = data.Train.Shape.Height } };
        Trainer.Check(recipe, data);
        var run = parse.GetValue(Out) is { } path ? RunDirectory.Create(path, recipe) : RunDirectory.CreateUnder("runs", recipe);
        return (run, data, new Trainer(recipe, data, run, threads));
    }

    /// <summary>A folder or archive of data is recorded by its whole path, so that the run can be examined from anywhere.</summary>
    private static Recipe WithWholePath(Recipe recipe)
    {
        string name = recipe.Data.Name;
        return Datasets.Names.Contains(name) || !Path.Exists(name) ? recipe : recipe with { Data = recipe.Data with { Name = Path.GetFullPath(name) } };
    }

    /// <summary>The path as a shell takes it back.</summary>
    private static string Quoted(string path) => path.Contains(' ') ? $"'{path}'" : path;

    private static (RunDirectory Run, DataSplits Data, Trainer Trainer) Continue(ParseResult parse, int threads, CancellationToken cancellation)
    {
        if (parse.GetValue(Out) is { } folder && parse.GetValue(Source) is { } named && named != folder)
            throw new SettingException($"--resume continues one run, but both '{named}' and --out '{folder}' are given; leave one out.");
        string path = parse.GetValue(Out) ?? parse.GetValue(Source)
            ?? throw new SettingException("--resume needs the run directory to continue; write elbo train --resume RUN.");
        var run = RunDirectory.Open(path);
        if (Changes(parse) is [var change, ..])
            throw new SettingException($"A resumed run keeps its recipe, so {change.Split('=')[0]} cannot change; leave it out or train anew.");
        var data = LoadingDisplay.Load(run.Recipe.Data, parse.GetValue(Quiet), cancellation: cancellation);
        return (run, data, Trainer.Resume(run, data, threads));
    }

    /// <summary>All changes to the recipe; short options count after --set.</summary>
    private static List<string> Changes(ParseResult parse)
    {
        var changes = new List<string>(parse.GetValue(Set) ?? []);
        if (parse.GetValue(Data) is { } data) changes.Add($"data.name={data}");
        int? epochs = parse.GetValue(Epochs), steps = parse.GetValue(Steps);
        if (epochs is not null && steps is not null) throw new SettingException("--epochs and --steps say the same thing twice; give one of them.");
        if (epochs is not null) changes.Add($"training.epochs={epochs}");
        if (steps is not null) changes.Add($"training.steps={steps}");
        if (parse.GetValue(Seed) is { } seed) changes.Add($"seed={seed}");
        return changes;
    }

    private static void Finish(RunDirectory run, DataSplits data, Vae vae, bool quiet, CancellationToken cancellation)
    {
        var figures = RunFigures.SaveAll(run, data, vae, cancellation);
        var parts = ReportParts.Measure(run, data, vae, cancellation);
        figures.Add(Report.Save(run, data, vae, parts, cancellation: cancellation));
        if (quiet) return;
        if (parts.Evaluation is { } evaluation) Tables.Estimate(evaluation.Estimate, evaluation.Split);
        foreach (string note in parts.Notes) Console.Error.WriteLine(note);
        foreach (string path in figures) Console.Error.WriteLine($"  {path}");
    }
}
