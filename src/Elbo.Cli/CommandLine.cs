using System.CommandLine;
using Elbo.Cli.Display;
using Elbo.Cli.Verbs;

namespace Elbo.Cli;

/// <summary>The whole command line: parses, runs a verb, and turns every outcome into an exit code.</summary>
internal static class CommandLine
{
    // No response files: a word that begins with @ is that word.
    private static readonly ParserConfiguration Parsing = new() { ResponseFileTokenReplacer = null };

    public static int Run(string[] args)
    {
        var root = Root();
        // Without a command: the help, but a script that forgot the command must not take it for success.
        if (args.Length == 0)
        {
            root.Parse(["--help"], Parsing).Invoke(new InvocationConfiguration { Output = Console.Error });
            return ExitCode.BadUsage;
        }
        var result = root.Parse(args, Parsing);
        bool help = result.Action is ExampleHelp;
        if ((!help || result.UnmatchedTokens.Count > 0) && Misuse.Of(result, args) is { } sentence)
        {
            Terminal.Tell(sentence);
            return ExitCode.BadUsage;
        }
        // Interruptions are handled by the verbs, which save their work.
        return result.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
    }

    /// <summary>The command and its verbs. Not a RootCommand, which would be called after its assembly.</summary>
    internal static Verb Root() => new("elbo", "Train, examine and ship variational autoencoders.", "elbo train   # a VAE on built-in drawn digits, in under a minute")
    {
        TrainVerb.Create(),
        SweepVerb.Create(),
        ReconstructVerb.Create(),
        SampleVerb.Create(),
        ManifoldVerb.Create(),
        LatentVerb.Create(),
        TraverseVerb.Create(),
        InterpolateVerb.Create(),
        EvaluateVerb.Create(),
        ScoreVerb.Create(),
        ExploreVerb.Create(),
        ReportVerb.Create(),
        DoctorVerb.Create(),
        ExportVerb.Create(),
        ImportVerb.Create(),
        RecipesVerb.Create(),
        DataVerb.Create(),
        BenchVerb.Create(),
        Interaction.Verbose,
        ExampleHelp.Option(),
        new VersionOption("--version") { Description = "Show the version." },
    };
}
