using System.CommandLine;
using Elbo.Cli.Display;
using Elbo.Data;

namespace Elbo.Cli.Verbs;

/// <summary><c>elbo evaluate RUN</c>: the evidence lower bound of a data set.</summary>
internal static class EvaluateVerb
{
    private static readonly string[] Splits = ["test", "validation", "train"];

    public static Verb Create()
    {
        var path = RunArgument.Run();
        var data = RunArgument.Data();
        var split = new Option<string>("--split") { HelpName = "SPLIT", Description = "test, validation or train.", DefaultValueFactory = _ => "test" };
        var seed = new Option<long>("--seed") { HelpName = "N", Description = "Key of the posterior samples.", DefaultValueFactory = _ => 1 };
        var json = new Option<bool>("--json") { Description = "One JSON document on standard output." };
        var threads = RunArgument.Threads();
        var command = new Verb("evaluate", "Computes the evidence lower bound, in nats per image and bits per dimension.", "elbo evaluate runs/my-run --json") { path, data, split, seed, json, threads };
        command.Handle((parse, cancellation) =>
        {
            string name = parse.GetValue(split)!;
            if (!Splits.Contains(name)) throw new SettingException($"--split must be one of {string.Join(", ", Splits)}, not '{name}'.");
            var (run, vae) = RunArgument.Open(parse, path, threads);
            using (vae)
            {
                var estimate = vae.Evaluate(Part(RunArgument.Load(run, vae, parse.GetValue(data), cancellation), name), parse.GetValue(seed), cancellation);
                if (parse.GetValue(json)) Documents.Estimate(estimate, name);
                else Tables.Estimate(estimate, name);
            }
            return ExitCode.Done;
        });
        return command;
    }

    private static Dataset Part(DataSplits data, string name) => name switch
    {
        "test" => data.Test,
        "validation" => data.Validation,
        _ => data.Train,
    };
}
