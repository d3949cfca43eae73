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
        using CancellationTokenSource byErrand = new(), bySlice = new();
        var began = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var held = worker.Do(_ => began.TrySetResult() && ready.Wait(TimeSpan.FromSeconds(30)), CancellationToken.None);
        await began.Task;
        Task<byte[]> first = Batch(CancellationToken.None), second = Batch(CancellationToken.None), third = Batch(bySlice.Token), fourth = Batch(byErrand.Token);
        // Each takes back a batch that is decoded already unless it comes to its turn before.
        var errand = worker.Do(_ => Cancel(byErrand), CancellationToken.None);
        var slice = worker.DoLater(_ => Cancel(bySlice), CancellationToken.None);
        ready.Set();
        Assert.True(await held && await errand && await slice);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => third);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fourth);
        Assert.Equal(vae.BatchSize * vae.Shape.Features, (await first).Length);
        Assert.Equal((await first).Length, (await second).Length);

        Task<byte[]> Batch(CancellationToken cancellation) => worker.Decode(new float[vae.BatchSize * vae.Latent], null, cancellation);
    }

    private static bool Cancel(CancellationTokenSource source)
    {
        source.Cancel();
        return source.IsCancellationRequested;
    }
}
