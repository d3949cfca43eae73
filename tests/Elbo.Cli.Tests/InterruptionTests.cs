using System.Runtime.InteropServices;

namespace Elbo.Cli.Tests;

public sealed class InterruptionTests
{
    [Fact]
    public void Hang_ups_only_ever_cancel_and_do_not_count_as_a_first_signal()
    {
        using var interruption = new Interruption(cancels: true, waits: false);
        Assert.False(interruption.Token.IsCancellationRequested);
        // A second one that ended the work would end this process.
        for (int i = 0; i < 3; i++) Assert.True(Sent(interruption.HangUp, PosixSignal.SIGHUP).Cancel);
        Assert.True(interruption.Token.IsCancellationRequested);
        Assert.True(Sent(interruption.Ask, PosixSignal.SIGTERM).Cancel);
    }

    [Fact]
    public void Where_the_system_ends_the_process_behind_the_handler_it_waits_until_the_work_is_over()
    {
        Thread handler;
        using (var interruption = new Interruption(cancels: true, waits: true))
        {
            handler = new Thread(() => Sent(interruption.HangUp, PosixSignal.SIGHUP));
            handler.Start();
            Assert.True(interruption.Token.WaitHandle.WaitOne(TimeSpan.FromSeconds(20)));
            Assert.False(handler.Join(TimeSpan.FromMilliseconds(100)));
        }
        Assert.True(handler.Join(TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public void A_signal_that_comes_as_the_work_ends_is_no_error()
    {
        var interruption = new Interruption(cancels: true);
        interruption.Dispose();
        Sent(interruption.HangUp, PosixSignal.SIGHUP);
        Sent(interruption.Ask, PosixSignal.SIGINT);
        Assert.True(interruption.Token.IsCancellationRequested);
    }

    private static PosixSignalContext Sent(Action<PosixSignalContext> handler, PosixSignal signal)
    {
        var context = new PosixSignalContext(signal);
        handler(context);
        return context;
    }
}
