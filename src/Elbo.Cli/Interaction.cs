using System.CommandLine;
using System.Runtime.InteropServices;

namespace Elbo.Cli;

/// <summary>Runs a verb's work: errors become one sentence and an exit code, signals a cancellation.</summary>
internal static class Interaction
{
    public static Option<bool> Verbose { get; } = new("--verbose") { Description = "Show where an error came from.", Recursive = true };

    /// <summary>Makes work that minds its cancellation the verb's action; the first signal cancels it.</summary>
    public static void Handle(this Command command, Func<ParseResult, CancellationToken, int> work) =>
        command.SetAction(parse =>
        {
            using var stop = new CancellationTokenSource();
            using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => Stop(stop, signal));
            using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => Stop(stop, signal));
            return Guarded(parse, () => work(parse, stop.Token));
        });

    /// <summary>Makes short work the verb's action; a signal ends the process at once.</summary>
    public static void Handle(this Command command, Func<ParseResult, int> work) =>
        command.SetAction(parse => Guarded(parse, () => work(parse)));

    private static int Guarded(ParseResult parse, Func<int> work)
    {
        try
        {
            return work();
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("Interrupted.");
            return ExitCode.Interrupted;
        }
        catch (Exception error)
        {
            if (parse.GetValue(Verbose)) Console.Error.WriteLine(error);
            else Console.Error.WriteLine(Sentence(error));
            return error is SettingException ? ExitCode.BadUsage : ExitCode.Failed;
        }
    }

    // The first signal asks for a tidy end; the second is left to the system, which ends the process.
    private static void Stop(CancellationTokenSource stop, PosixSignalContext signal)
    {
        if (stop.IsCancellationRequested) return;
        signal.Cancel = true;
        stop.Cancel();
    }

    private static string Sentence(Exception error) => error switch
    {
        ElboException or InvalidDataException => error.Message,
        OutOfMemoryException => "There is not enough memory for this; choose a smaller model or batch.",
        IOException or UnauthorizedAccessException => $"{error.Message.TrimEnd('.')}; check the path and the permissions.",
        _ => $"Something unexpected happened: {error.Message.TrimEnd('.')}; run again with --verbose to see where, and please report it.",
    };
}
