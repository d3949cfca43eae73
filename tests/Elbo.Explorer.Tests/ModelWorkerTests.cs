using Elbo.Explorer.Decoding;

namespace Elbo.Explorer.Tests;

[Collection(ServedRuns.Shared)]
public sealed class ModelWorkerTests(ServedRuns served)
{
    [Fact]
    public async Task Other_work_has_its_turn_between_batches_of_decoding()
    {
        using var vae = served.Load("grey");
        var worker = new ModelWorker(vae);
        using var ready = new ManualResetEventSlim();
        var held = worker.Do(_ => ready.Wait(TimeSpan.FromSeconds(30)), CancellationToken.None);
        var decoded = worker.Decode(new float[4 * vae.BatchSize * vae.Latent], null, CancellationToken.None);
        // Whether all pictures are there when the turn comes: what is through already would be told within this time.
        bool Through(Vae _) => SpinWait.SpinUntil(() => decoded.IsCompleted, 400);
        var errand = worker.Do(Through, CancellationToken.None);
        var slice = worker.DoLater(Through, CancellationToken.None);
        ready.Set();
        Assert.False(await errand);
        Assert.False(await slice);
        Assert.Equal(4 * vae.BatchSize * vae.Shape.Features, (await decoded).Length);
        Assert.True(await held);
    }
}
