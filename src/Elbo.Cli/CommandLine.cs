using System.CommandLine;
using Elbo.Cli.Verbs;

namespace Elbo.Cli;

/// <summary>The whole command line: parses, runs a verb, and turns every outcome into an exit code.</summary>
internal static class CommandLine
{
    public static int Run(string[] args)
    {
        var root = new RootCommand("Train, examine and ship variational autoencoders.\n\nExample:\n  elbo train                     a VAE on built-in drawn digits, in under a minute");
        root.Options.Add(Interaction.Verbose);
        root.Subcommands.Add(TrainVerb.Create());
        root.Subcommands.Add(ReconstructVerb.Create());
        root.Subcommands.Add(SampleVerb.Create());
        root.Subcommands.Add(ManifoldVerb.Create());
        root.Subcommands.Add(LatentVerb.Create());
        root.Subcommands.Add(EvaluateVerb.Create());
        root.Subcommands.Add(RecipesVerb.Create());
        root.Subcommands.Add(DataVerb.Create());
        root.Subcommands.Add(BenchVerb.Create());

        var result = root.Parse(args);
        bool wantsHelp = args.Any(word => word is "-h" or "-?" or "--help" or "--version");
        if (result.Errors.Count > 0 && !wantsHelp)
        {
            if (args.Length == 0)
            {
                root.Parse("--help").Invoke();
                return ExitCode.BadUsage;
            }
            Console.Error.WriteLine($"{result.Errors[0].Message.TrimEnd('.')}; see elbo {string.Join(' ', Words(result))}--help.");
            return ExitCode.BadUsage;
        }
        // Interruptions are handled by the verbs, which save their work.
        return result.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
    }

    private static IEnumerable<string> Words(ParseResult result)
    {
        if (result.CommandResult.Command is not RootCommand) yield return result.CommandResult.Command.Name + " ";
    }
}
