using Elbo.Explorer.Runs;
using Elbo.Maps;
using Elbo.Tensors;

namespace Elbo.Explorer.Examinations;

/// <summary>What is found out about one checkpoint with the test set, once, when somebody first asks.</summary>
/// <param name="model">The checkpoint's model.</param>
/// <param name="data">Where the test set comes from.</param>
/// <param name="threads">Threads for what needs no model.</param>
internal sealed class Examination(OpenModel model, TestData data, int threads)
{
    private const int Slice = 128, Sample = 2000;

    private readonly Lock gate = new();
    private Task<TestCodes>? codes;
    private Task<PrincipalComponents>? components;
    private TaskCompletionSource<TestCodes>? sample;
    private double done;

    public TestData Data => data;

    /// <summary>How much of the test set is encoded, from 0 to 1.</summary>
    public double Progress => Volatile.Read(ref done);

    /// <summary>The map of the codes by t-SNE.</summary>
    public MapWork Map { get; } = new(model, threads);

    /// <summary>The test set's posteriors and bounds; begun by the first call, and again by the next after one that failed.</summary>
    public Task<TestCodes> Codes()
    {
        lock (gate)
        {
            if (!Failed(codes)) return codes!;
            sample = new TaskCompletionSource<TestCodes>(TaskCreationOptions.RunContinuationsAsynchronously);
            return codes = Task.Run(() => Encode(sample));
        }
    }

    /// <summary>The codes of the first two thousand pictures, which tell what each dimension carries long before a large test set is through.</summary>
    public async Task<TestCodes> SomeCodes()
    {
        var all = Codes();
        var some = Volatile.Read(ref sample)!.Task;
        var first = await Task.WhenAny(some, all).ConfigureAwait(false);
        return await first.ConfigureAwait(false);
    }

    /// <summary>The codes if they are there within so long.</summary>
    public async Task<TestCodes?> CodesWithin(TimeSpan time, CancellationToken cancellation)
    {
        var running = Codes();
        if (running.IsCompleted) return await running.ConfigureAwait(false);
        await Task.WhenAny(running, Task.Delay(time, cancellation)).ConfigureAwait(false);
        cancellation.ThrowIfCancellationRequested();
        return running.IsCompleted ? await running.ConfigureAwait(false) : null;
    }

    /// <summary>The first two principal components of the codes, or the only one.</summary>
    public Task<PrincipalComponents> Components()
    {
        lock (gate) return Failed(components) ? components = Task.Run(Analyse) : components!;
    }

    private static bool Failed(Task? task) => task is null || task.IsFaulted || task.IsCanceled;

    private async Task<PrincipalComponents> Analyse()
    {
        var encoded = await Codes().ConfigureAwait(false);
        return PrincipalComponents.Of(encoded.Means, encoded.Latent, Math.Min(2, encoded.Latent), threads, model.Retired);
    }

    private async Task<TestCodes> Encode(TaskCompletionSource<TestCodes> begun)
    {
        ObjectDisposedException.ThrowIf(!model.TryEnter(), model);
        using var use = model;
        var vae = model.Vae;
        var pictures = await data.Pictures(vae).ConfigureAwait(false);
        int latent = vae.Latent, slice = Math.Min(Slice, vae.BatchSize);
        float[] means = new float[pictures.Count * latent], deviations = new float[pictures.Count * latent];
        float[] kl = new float[pictures.Count], reconstruction = new float[pictures.Count];
        using var tape = new Tape(vae.Pool, vae.Store);
        for (int start = 0; start < pictures.Count; start += slice)
        {
            int from = start, count = Math.Min(slice, pictures.Count - start);
            var pass = await model.Worker.DoLater(_ => BoundPass.Of(vae, tape, pictures, from, count), model.Retired).ConfigureAwait(false);
            pass.Codes.Mean.CopyTo(means, from * latent);
            pass.Codes.Deviation.CopyTo(deviations, from * latent);
            pass.Kl.CopyTo(kl, from);
            pass.Reconstruction.CopyTo(reconstruction, from);
            Volatile.Write(ref done, (double)(from + count) / pictures.Count);
            if (from + count >= Math.Min(Sample, pictures.Count) && !begun.Task.IsCompleted) begun.TrySetResult(Part(Math.Min(Sample, pictures.Count)));
        }
        return Part(pictures.Count);

        TestCodes Part(int count) => new(count == pictures.Count ? pictures : pictures.Slice(0, count, pictures.Name), latent,
            means[..(count * latent)], deviations[..(count * latent)], kl[..count], reconstruction[..count]);
    }
}
