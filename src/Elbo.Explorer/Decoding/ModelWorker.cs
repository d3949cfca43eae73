using Microsoft.AspNetCore.Http;

namespace Elbo.Explorer.Decoding;

/// <summary>
/// Does all of a model's work, one piece at a time: first what is to be decoded, of all requests together, then other requests, then a
/// slice of what goes on in the background. After each batch of decoding one of the others has its turn, so that no stream of pictures
/// holds them up for good. Without work there is no thread and no timer.
/// </summary>
internal sealed class ModelWorker : IThreadPoolWorkItem
{
    private const long MostPending = 256L << 20;

    private readonly Lock gate = new();
    private readonly Vae vae;
    private readonly DecodeBatch batch;
    private readonly Queue<DecodeJob> decodes = new();
    private readonly Queue<Action> errands = new(), slices = new();
    private long pending;
    private bool running, decodedLast;

    public ModelWorker(Vae vae) => (this.vae, batch) = (vae, new DecodeBatch(vae));

    /// <summary>Pictures of codes: rows <c>[n][latent]</c> → <c>[n][height][width][channels]</c>.</summary>
    /// <exception cref="Problem">So much waits already that memory would not last.</exception>
    public async Task<byte[]> Decode(float[] codes, byte? label, CancellationToken cancellation)
    {
        long bytes = (long)codes.Length / vae.Latent * vae.Shape.Features;
        if (Interlocked.Add(ref pending, bytes) > MostPending)
        {
            Interlocked.Add(ref pending, -bytes);
            throw new Problem(StatusCodes.Status503ServiceUnavailable, "Too many pictures are waited for; ask again in a moment.");
        }
        try
        {
            var job = new DecodeJob(codes, codes.Length / vae.Latent, label ?? 0, vae.Shape.Features, cancellation);
            lock (gate)
            {
                decodes.Enqueue(job);
                Start();
            }
            return await job.Task.ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Add(ref pending, -bytes);
        }
    }

    /// <summary>Something that a request waits for.</summary>
    public Task<T> Do<T>(Func<Vae, T> work, CancellationToken cancellation) => Enqueue(errands, work, cancellation);

    /// <summary>A short slice of longer work, which nobody waits for at once.</summary>
    public Task<T> DoLater<T>(Func<Vae, T> work, CancellationToken cancellation) => Enqueue(slices, work, cancellation);

    void IThreadPoolWorkItem.Execute()
    {
        while (Next() is { } work) work();
    }

    private Action? Next()
    {
        lock (gate)
        {
            if (decodes.Count > 0 && !(decodedLast && errands.Count + slices.Count > 0))
            {
                decodedLast = true;
                batch.Fill(decodes);
                return batch.Run;
            }
            decodedLast = false;
            if (errands.TryDequeue(out var errand) || slices.TryDequeue(out errand)) return errand;
            running = false;
            return null;
        }
    }

    private Task<T> Enqueue<T>(Queue<Action> queue, Func<Vae, T> work, CancellationToken cancellation)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        void Run()
        {
            try
            {
                cancellation.ThrowIfCancellationRequested();
                done.TrySetResult(work(vae));
            }
            catch (OperationCanceledException)
            {
                done.TrySetCanceled(cancellation);
            }
            catch (Exception error)
            {
                done.TrySetException(error);
            }
        }
        lock (gate)
        {
            queue.Enqueue(Run);
            Start();
        }
        return done.Task;
    }

    private void Start()
    {
        if (running) return;
        running = true;
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }
}
