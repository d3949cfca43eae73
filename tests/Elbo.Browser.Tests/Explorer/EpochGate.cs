using Elbo.Runs;
using Elbo.Training;

namespace Elbo.Browser.Tests.Explorer;

/// <summary>Holds training at the end of every epoch until it is let on.</summary>
internal sealed class EpochGate : ITrainingObserver, IDisposable
{
    private readonly SemaphoreSlim gate = new(0);
    private volatile int reached, held;
    private bool fresh = true;

    public void Open(int epochs) => gate.Release(epochs);

    /// <summary>The epoch that ended last.</summary>
    public int Reached => reached;

    /// <summary>How often training has been held: once after its first step, and once after every epoch.</summary>
    public int Held => held;

    public void EpochEnded(Vae vae, EpochMetrics epoch, bool last) => (reached, fresh) = (epoch.Epoch, true);

    public void StepEnded(Vae vae, in TrainingStepReport step)
    {
        // After an epoch's first step, so that all of the one before it is written.
        if (fresh)
        {
            held++;
            gate.Wait();
        }
        fresh = false;
    }

    public void Dispose() => gate.Dispose();
}
