using System.CommandLine;
using Elbo.Benchmarks;
using Elbo.Cli.Display;
using Elbo.Recipes;

namespace Elbo.Cli.Verbs;

/// <summary><c>elbo bench</c>: what a training step costs on this machine.</summary>
internal static class BenchVerb
{
    public static Verb Create()
    {
        var names = new Argument<string[]>("RECIPE") { Description = "Recipes to time; all built-in ones when left out.", Arity = ArgumentArity.ZeroOrMore };
        var json = new Option<bool>("--json") { Description = "One JSON document on standard output." };
        var seconds = new Option<double>("--seconds") { HelpName = "N", Description = "Time for each recipe.", DefaultValueFactory = _ => 3 };
        var threads = RunArgument.Threads();
        var command = new Verb("bench", "Times training steps and compares them with this machine's peak.", "elbo bench mlp-latent --seconds 5") { names, json, seconds, threads };
        command.Handle((parse, cancellation) =>
        {
            double budget = parse.GetValue(seconds);
            if (!(budget is >= 0 and <= 3600)) throw new SettingException($"--seconds must be between 0 and 3600, not {budget}.");
            var recipes = (parse.GetValue(names) is { Length: > 0 } given ? given : RecipeBook.Names).Select(RecipeBook.Load).ToArray();
            int workers = RunArgument.Of(parse, threads);
            var timings = new List<StepTiming>();
            foreach (var recipe in recipes)
            {
                Console.Error.WriteLine($"timing {recipe.Name} …");
                timings.Add(StepBenchmark.Measure(recipe, workers, TimeSpan.FromSeconds(budget), cancellation));
            }
            if (parse.GetValue(json)) Documents.Timings(timings);
            else Tables.Timings(timings);
            return ExitCode.Done;
        });
        return command;
    }
}
