using System.Runtime.InteropServices;

namespace Elbo.Cli;

/// <summary>
/// Turns signals into the end of work. Short work ends at once. Long work is cancelled; a second Ctrl-C or SIGTERM ends it at
/// once, but never a terminal that closes, which sends its hang-up more than once.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private const string ShowCursor = "\e[?25h";

    // SIGXFSZ: a write beyond the limit on file sizes shall fail and be told of, not end the process.
    private const PosixSignal FileTooLarge = (PosixSignal)25;

    // Windows ends the process when the handler of a closed console returns, or some seconds after it began.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    // A terminal that has hung up may do so again until the very end, which then is no more a reason to die.
    private static PosixSignalRegistration? untilTheEnd;

    private readonly bool cancels, waits;
    private readonly PosixSignalRegistration hangUp;
    private readonly PosixSignalRegistration?[] registrations;
    // Neither is disposed of: a handler may still be at work when the work is over.
    private readonly CancellationTokenSource source = new();
    private readonly TaskCompletionSource over = new();
    private int asked;
    private volatile bool hasHungUp;

    /// <summary>Listens from here on.</summary>
    /// <param name="cancels">Whether the work can be cancelled, as long work can.</param>
    /// <param name="waits">Whether the handler of a hang-up returns only when the work is over; null where the system needs it to.</param>
    public Interruption(bool cancels, bool? waits = null)
    {
        (this.cancels, this.waits) = (cancels, waits ?? OperatingSystem.IsWindows());
        registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, Ask),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, Ask),
            OperatingSystem.IsWindows() ? null : PosixSignalRegistration.Create(FileTooLarge, signal => signal.Cancel = true),
        ];
        // The terminal closes. Under nohup the signal never comes.
        hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, HangUp);
    }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => source.Token;

    /// <summary>What Ctrl-C and SIGTERM do.</summary>
    internal void Ask(PosixSignalContext signal)
    {
        signal.Cancel = true;
        if (Interlocked.Increment(ref asked) > 1) Quit();
        Cancel();
    }

    /// <summary>What a terminal that closes does.</summary>
    internal void HangUp(PosixSignalContext signal)
    {
        (signal.Cancel, hasHungUp) = (true, true);
        Cancel();
        if (waits) over.Task.Wait(LongestWait);
    }

    /// <summary>The work is over.</summary>
    public void Dispose()
    {
        over.TrySetResult();
        foreach (var registration in registrations) registration?.Dispose();
        if (hasHungUp) untilTheEnd = hangUp;
        else hangUp.Dispose();
    }

    private void Cancel()
    {
        if (!cancels) Quit();
        source.Cancel();
    }

    private static void Quit()
    {
        // A live display hides the cursor until it ends, which it now never does.
        if (!Console.IsErrorRedirected) Console.Error.Write(ShowCursor);
        Environment.Exit(ExitCode.Interrupted);
    }
}
