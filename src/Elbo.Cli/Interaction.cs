using System.CommandLine;
using System.Runtime.InteropServices;
using Elbo.Cli.Display;

namespace Elbo.Cli;

/// <summary>Runs a verb's work: errors become one sentence and an exit code, signals an end.</summary>
internal static class Interaction
{
    private const string ShowCursor = "\e[?25h";

    // SIGXFSZ: a write beyond the limit on file sizes shall fail and be told of, not end the process.
    private const PosixSignal FileTooLarge = (PosixSignal)25;

    public static Option<bool> Verbose { get; } = new("--verbose") { Description = "Show where an error came from.", Recursive = true };

    /// <summary>Makes short work a verb's action; Ctrl-C, SIGTERM and a terminal that closes end it at once.</summary>
    public static void Handle(this Command command, Func<ParseResult, int> work) =>
        command.SetAction(parse => Guarded(parse, _ => Quit(), _ => work(parse)));

    /// <summary>Makes long work a verb's action. The first Ctrl-C, SIGTERM or SIGHUP cancels it, the second ends it at once.</summary>
    public static void Handle(this Command command, Func<ParseResult, CancellationToken, int> work) =>
        command.SetAction(parse => Guarded(parse, Stop, cancellation => work(parse, cancellation)));

    private static int Guarded(ParseResult parse, Action<CancellationTokenSource> stop, Func<CancellationToken, int> work)
    {
        using var source = new CancellationTokenSource();
        void OnSignal(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop(source);
        }
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);
        using var tooLarge = OperatingSystem.IsWindows() ? null : PosixSignalRegistration.Create(FileTooLarge, signal => signal.Cancel = true);
        // The terminal closes. Under nohup the signal never comes.
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, OnSignal);
        try
        {
            return work(source.Token);
        }
        catch (OperationCanceledException) when (source.IsCancellationRequested)
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

    private static void Stop(CancellationTokenSource source)
    {
        if (source.IsCancellationRequested) Quit();
        source.Cancel();
    }

    private static void Quit()
    {
        // A live display hides the cursor until it ends, which it now never does.
        if (!Console.IsErrorRedirected) Console.Error.Write(ShowCursor);
        Environment.Exit(ExitCode.Interrupted);
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
