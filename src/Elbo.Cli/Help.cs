using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Elbo.Cli.Verbs;

namespace Elbo.Cli;

/// <summary><c>--help</c>: the usual page with an example below.</summary>
internal sealed class Help : SynchronousCommandLineAction
{
    private readonly HelpAction page = new();

    public override bool ClearsParseErrors => true;

    /// <summary>Gives a command line's help its examples.</summary>
    public static void AddTo(RootCommand root)
    {
        foreach (var option in root.Options)
            if (option is HelpOption) option.Action = new Help();
    }

    public override int Invoke(ParseResult parse)
    {
        page.Invoke(parse);
        string example = parse.CommandResult.Command is Verb verb ? verb.Example : "elbo train";
        parse.InvocationConfiguration.Output.WriteLine($"Example:\n  {example}\n");
        return ExitCode.Done;
    }
}
