using System.CommandLine;
using Elbo.Cli.Display;

namespace Elbo.Cli;

/// <summary>Runs a verb's work: errors become one sentence and an exit code, signals an end.</summary>
internal static class Interaction
{
    public static Option<bool> Verbose { get; } = new("--verbose") { Description = "Show where an error came from.", Recursive = true };

    /// <summary>Makes short work a verb's action; Ctrl-C, SIGTERM and a terminal that closes end it at once.</summary>
    public static void Handle(this Command command, Func<ParseResult, int> work) =>
        command.SetAction(parse => Guarded(parse, cancels: false, _ => work(parse)));

    /// <summary>Makes long work a verb's action. The first Ctrl-C, SIGTERM or SIGHUP cancels it, a second Ctrl-C or SIGTERM ends it at once.</summary>
    public static void Handle(this Command command, Func<ParseResult, CancellationToken, int> work) =>
        command.SetAction(parse => Guarded(parse, cancels: true, cancellation => work(parse, cancellation)));

    private static int Guarded(ParseResult parse, bool cancels, Func<CancellationToken, int> work)
    {
        using var interruption = new Interruption(cancels);
        try
        {
            return work(interruption.Token);
        }
        catch (OperationCanceledException) when (interruption.Token.IsCancellationRequested)
        {
            Terminal.Tell("Interrupted.");
            return ExitCode.Interrupted;
        }
        catch (Exception error)
        {
            foreach (string line in parse.GetValue(Verbose) ? error.ToString().Split('\n') : [Sentence(error)]) Terminal.Tell(line.TrimEnd('\r'));
            return error is SettingException ? ExitCode.BadUsage : ExitCode.Failed;
        }
    }

    private static string Sentence(Exception error) => error switch
    {
        ElboException or InvalidDataException => error.Message,
        OutOfMemoryException => "There is not enough memory for this; choose a smaller model or batch.",
        IOException or UnauthorizedAccessException => $"{error.Message.TrimEnd('.')}; check the path and the permissions.",
        _ => $"Something unexpected happened: {OneLine(error.Message)}; run again with --verbose to see where, and please report it.",
    };

    private static string OneLine(string message) => message.ReplaceLineEndings(" ").TrimEnd('.', ' ');
}
