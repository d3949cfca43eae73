using System.CommandLine;
using Elbo.Cli.Verbs;

namespace Elbo.Cli;

/// <summary>The whole command line: parses, runs a verb, and turns every outcome into an exit code.</summary>
internal static class CommandLine
{
    public static int Run(string[] args)
    {
        var root = new RootCommand("Train, examine and ship variational autoencoders.")
        {
            Interaction.Verbose, TrainVerb.Create(), ReconstructVerb.Create(), SampleVerb.Create(), ManifoldVerb.Create(),
            LatentVerb.Create(), EvaluateVerb.Create(), RecipesVerb.Create(), DataVerb.Create(), BenchVerb.Create(),
        };
        root.HelpName = "elbo";
        Help.AddTo(root);
        // Interruptions are handled by the verbs, which save their work.
        var plain = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
        if (args.Length == 0)
        {
            plain.Output = Console.Error;
            root.Parse("--help").Invoke(plain);
            return ExitCode.BadUsage;
        }
        var parse = root.Parse(args);
        bool answered = parse.Action is { ClearsParseErrors: true };
        if (!answered && UsageMistake.Of(parse) is { } mistake)
        {
            Console.Error.WriteLine(mistake);
            return ExitCode.BadUsage;
        }
        return parse.Invoke(plain);
    }
}
