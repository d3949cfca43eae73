using System.CommandLine;
using Elbo.Cli.Display;
using Elbo.Data;
using Elbo.Recipes;
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

    private static readonly RecipeChanges Changed = new();
    private static readonly Option<string?> Out = new("--out") { HelpName = "DIR", Description = "The run directory; a new one under runs/ when left out." };
    private static readonly Option<int> Threads = RunArgument.Threads();
    private static readonly Option<bool> Resume = new("--resume") { Description = "Continues an interrupted run exactly. Ctrl-C, SIGTERM or a closed terminal stops training with a checkpoint; a second Ctrl-C or SIGTERM stops it at once." };
    private static readonly Option<bool> TensorBoard = RunWatch.TensorBoard();
    private static readonly Option<bool> Quiet = new("--quiet") { Description = "No progress, no table." };

    public static Verb Create()
    {
        var command = new Verb("train", "Trains a recipe and writes a run directory.", "elbo train mlp-latent --data mnist --set model.latent=20 --steps 5000")
        {
            Source, Changed.Data, Out, Changed.Epochs, Changed.Steps, Changed.Seed, Threads, Changed.Set, Resume, TensorBoard, Quiet,
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
            if (trainer.Notice is { } warning) Terminal.Tell(warning);
            if (!quiet) Terminal.Tell($"{run.Recipe.Name}: {data.Train.Count:N0} training {data.Train.Noun}s, latent {trainer.Vae.Latent}, into {run.Path}");
            try
            {
                var result = TrainingDisplay.Run(trainer, warn => RunWatch.Observers(parse.GetValue(TensorBoard), run, data, warn), quiet, cancellation);
                if (!quiet && result.StoppedEarly) Terminal.Tell($"Stopped early after {result.Epochs} epochs: the validation loss no longer fell.");
                if (!quiet && result.SkippedSteps > 0) Terminal.Tell($"{result.SkippedSteps} steps were skipped because their loss or gradient was not finite.");
            }
            catch (OperationCanceledException)
            {
                Terminal.Tell($"Interrupted after step {trainer.Vae.Step}; a checkpoint is saved. Continue with: elbo train --resume {Quoted.Word(run.Path)}");
                return ExitCode.Interrupted;
            }
            try
            {
                Finish(run, data, trainer.Vae, quiet, cancellation);
            }
            catch (OperationCanceledException)
            {
                Terminal.Tell($"Interrupted after training; the model is saved. Draw its pictures with: elbo train --resume {Quoted.Word(run.Path)}");
                return ExitCode.Interrupted;
            }
            catch (ElboException error)
            {
                throw new ElboException($"The model is trained and saved, but not all of its figures are (elbo train --resume {Quoted.Word(run.Path)} draws them): {error.Message}", error);
            }
        }
        Terminal.Print(run.Path);
        return ExitCode.Done;
    }

    private static (RunDirectory Run, DataSplits Data, Trainer Trainer) Begin(ParseResult parse, int threads, CancellationToken cancellation)
    {
        var recipe = RecipeBook.Load(parse.GetValue(Source) ?? RecipeBook.Default).With(Changed.Of(parse));
        recipe = RecipeData.WithWholePath(recipe);
        var data = LoadingDisplay.Load(recipe.Data, parse.GetValue(Quiet), cancellation: cancellation);
        recipe = RecipeData.WithSize(recipe, data);
        Trainer.Check(recipe, data);
        var run = parse.GetValue(Out) is { } path ? RunDirectory.Create(path, recipe) : RunDirectory.CreateUnder("runs", recipe);
        return (run, data, new Trainer(recipe, data, run, threads));
    }

    private static (RunDirectory Run, DataSplits Data, Trainer Trainer) Continue(ParseResult parse, int threads, CancellationToken cancellation)
    {
        if (parse.GetValue(Out) is { } folder && parse.GetValue(Source) is { } named && named != folder)
            throw new SettingException($"--resume continues one run, but both '{named}' and --out '{folder}' are given; leave one out.");
        string path = parse.GetValue(Out) ?? parse.GetValue(Source)
            ?? throw new SettingException("--resume needs the run directory to continue; write elbo train --resume RUN.");
        var run = RunDirectory.Open(path);
        if (Changed.Of(parse) is [var change, ..])
            throw new SettingException($"A resumed run keeps its recipe, so {change.Split('=')[0]} cannot change; leave it out or train anew.");
        var data = LoadingDisplay.Load(run.Recipe.Data, parse.GetValue(Quiet), cancellation: cancellation);
        return (run, data, Trainer.Resume(run, data, threads));
    }

    private static void Finish(RunDirectory run, DataSplits data, Vae vae, bool quiet, CancellationToken cancellation)
    {
        var (figures, parts) = quiet ? RunWatch.Finish(run, data, vae, cancellation)
            : EvaluationDisplay.Run(progress => RunWatch.Finish(run, data, vae, cancellation, progress));
        if (quiet) return;
        if (parts.Evaluation is { } evaluation) Tables.Estimate(evaluation, data.Train.Noun);
        foreach (string note in parts.Notes) Terminal.Tell(note);
        foreach (string path in figures) Terminal.Tell($"  {path}");
    }
}
