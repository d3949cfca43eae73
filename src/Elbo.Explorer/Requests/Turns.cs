using Microsoft.AspNetCore.Http;

namespace Elbo.Explorer.Requests;

/// <summary>Lets few requests at a time do what takes much memory or time; some may wait, more are sent away.</summary>
/// <param name="atOnce">How many work.</param>
/// <param name="waiting">How many more may wait.</param>
internal sealed class Turns(int atOnce, int waiting) : IDisposable
{
    private readonly SemaphoreSlim free = new(atOnce, atOnce);
    private int present;

    /// <summary>Waits for a turn, which ends when the answer is disposed of.</summary>
    /// <exception cref="Problem">Too many wait already.</exception>
    public async ValueTask<IDisposable> Take(CancellationToken cancellation)
    {
        if (Interlocked.Increment(ref present) > atOnce + waiting)
        {
            Interlocked.Decrement(ref present);
            throw new Problem(StatusCodes.Status503ServiceUnavailable, "Too many such requests are under way; ask again in a moment.");
        }
        try
        {
            await free.WaitAsync(cancellation).ConfigureAwait(false);
        }
        catch
        {
            Interlocked.Decrement(ref present);
            throw;
        }
        return new Turn(this);
    }

    public void Dispose() => free.Dispose();

    private sealed class Turn(Turns turns) : IDisposable
    {
        private int ended;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref ended, 1) != 0) return;
            turns.free.Release();
            Interlocked.Decrement(ref turns.present);
        }
    }
}
