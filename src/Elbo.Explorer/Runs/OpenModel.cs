using Elbo.Explorer.Decoding;
using Elbo.Explorer.Examinations;

namespace Elbo.Explorer.Runs;

/// <summary>One checkpoint's model in memory. It lives until it is retired and the last request that uses it has ended.</summary>
internal sealed class OpenModel : IDisposable
{
    private readonly CancellationTokenSource retired = new();
    private int users = 1;

    public OpenModel(Vae vae, CheckpointStamp stamp, TestData data, int threads)
    {
        (Vae, Stamp, Retired) = (vae, stamp, retired.Token);
        Worker = new ModelWorker(vae);
        Examination = new Examination(this, data, threads);
    }

    public Vae Vae { get; }

    /// <summary>The file that it came from.</summary>
    public CheckpointStamp Stamp { get; }

    public ModelWorker Worker { get; }

    /// <summary>What is found out about it with the test set.</summary>
    public Examination Examination { get; }

    /// <summary>Cancelled when a newer model takes its place.</summary>
    public CancellationToken Retired { get; }

    /// <summary>Begins a use, which <see cref="Dispose"/> ends; false where the model is gone already.</summary>
    public bool TryEnter()
    {
        for (int seen = Volatile.Read(ref users); seen > 0;)
        {
            int before = Interlocked.CompareExchange(ref users, seen + 1, seen);
            if (before == seen) return true;
            seen = before;
        }
        return false;
    }

    /// <summary>Ends the owner's use; background work stops at its next slice.</summary>
    public void Retire()
    {
        retired.Cancel();
        Dispose();
    }

    /// <summary>Ends a use.</summary>
    public void Dispose()
    {
        if (Interlocked.Decrement(ref users) != 0) return;
        Vae.Dispose();
        retired.Dispose();
    }
}
