namespace Elbo.Explorer.Decoding;

/// <summary>Decodes codes of many requests at the cost of one: 32 of them are the lanes of the same vectors.</summary>
internal sealed class DecodeBatch(Vae vae)
{
    private readonly List<(DecodeJob Job, int From, int Count)> parts = [];
    private readonly float[] codes = new float[vae.BatchSize * vae.Latent];
    private readonly byte[] labels = new byte[vae.Classes > 0 ? vae.BatchSize : 0];
    private float[] images = [];
    private int filled;

    /// <summary>Takes codes from the front of the queue until the batch is full or the queue is empty.</summary>
    public void Fill(Queue<DecodeJob> queue)
    {
        while (filled < vae.BatchSize && queue.TryPeek(out var job))
        {
            if (job.IsAbandoned)
            {
                queue.Dequeue().Abandon();
                continue;
            }
            int count = Math.Min(job.Count - job.Taken, vae.BatchSize - filled);
            job.Codes.AsSpan(job.Taken * vae.Latent, count * vae.Latent).CopyTo(codes.AsSpan(filled * vae.Latent));
            if (labels.Length > 0) labels.AsSpan(filled, count).Fill(job.Label);
            parts.Add((job, job.Taken, count));
            filled += count;
            job.Taken += count;
            if (job.Taken == job.Count) queue.Dequeue();
        }
    }

    /// <summary>Decodes what was taken and completes the requests that have all of theirs.</summary>
    public void Run()
    {
        try
        {
            if (filled == 0) return;
            int features = vae.Shape.Features;
            if (images.Length < filled * features) images = new float[filled * features];
            vae.Decode(codes.AsSpan(0, filled * vae.Latent), images.AsSpan(0, filled * features), labels.AsSpan(0, Math.Min(filled, labels.Length)));
            int at = 0;
            foreach (var (job, from, count) in parts)
            {
                for (int i = 0; i < count; i++, at++)
                    PictureBytes.Interleave(images.AsSpan(at * features, features), vae.Shape, job.Pictures.AsSpan((from + i) * features, features));
                if (from + count == job.Count) job.Complete();
            }
        }
        catch (Exception error)
        {
            foreach (var (job, _, _) in parts) job.Fail(error);
        }
        finally
        {
            parts.Clear();
            filled = 0;
        }
    }
}
