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
        var layers = new Option<string[]>("--layer") { HelpName = "NAME", Description = $"Single layers to time in place of recipes: {string.Join(", ", LayerCase.All.Select(layer => layer.Name))}." };
        var pictures = new Option<string[]>("--picture") { HelpName = "FILE", Description = "PNG or JPEG files whose decoding is timed in place of recipes." };
        var threads = RunArgument.Threads();
        var command = new Verb("bench", "Times training steps and compares them with this machine's peak.", "elbo bench mlp-latent --seconds 5") { names, json, seconds, layers, pictures, threads };
        command.Handle((parse, cancellation) =>
        {
            double budget = parse.GetValue(seconds);
            if (!(budget is >= 0 and <= 3600)) throw new SettingException($"--seconds must be between 0 and 3600, not {budget}.");
            int workers = RunArgument.Of(parse, threads);
            string[] layerNames = parse.GetValue(layers) ?? [], files = parse.GetValue(pictures) ?? [];
            if ((parse.GetValue(names) is { Length: > 0 } ? 1 : 0) + (layerNames.Length > 0 ? 1 : 0) + (files.Length > 0 ? 1 : 0) > 1)
                throw new SettingException("Recipes, --layer and --picture cannot be timed together; give one of the three.");
            if (files.Length > 0)
            {
                PictureTiming[] decoded = [.. files.Select(file => PictureBenchmark.Measure(file, TimeSpan.FromSeconds(budget), cancellation))];
                if (parse.GetValue(json)) Documents.Timings(decoded);
                else Tables.Timings(decoded);
                return ExitCode.Done;
            }
            if (layerNames.Length > 0)
            {
                var measured = new List<LayerTiming>();
                foreach (var layer in layerNames.Select(LayerCase.Get).ToArray())
                {
                    Terminal.Tell($"timing {layer.Name} …");
                    measured.Add(LayerBenchmark.Measure(layer, workers, TimeSpan.FromSeconds(budget), cancellation));
                }
                if (parse.GetValue(json)) Documents.Timings(measured);
                else Tables.Timings(measured);
                return ExitCode.Done;
            }
            var recipes = (parse.GetValue(names) is { Length: > 0 } given ? given : RecipeBook.Names).Select(RecipeBook.Load).ToArray();
            var timings = new List<StepTiming>();
            foreach (var recipe in recipes)
            {
                Terminal.Tell($"timing {recipe.Name} …");
                timings.Add(StepBenchmark.Measure(recipe, workers, TimeSpan.FromSeconds(budget), cancellation));
            }
            if (parse.GetValue(json)) Documents.Timings(timings);
            else Tables.Timings(timings);
            return ExitCode.Done;
        });
        return command;
    }
}
