using Elbo.Data;
using Elbo.Tensors;

namespace Elbo.Evaluation;

/// <summary>
/// ln (1/K) Σ w of images, w = p(x|z) p(z) / q(z|x) at K samples z of q(z|x). An image is encoded once; its samples, and
/// those of the images after it, fill the lanes of the decoder one after another, and their weights are summed as they come.
/// </summary>
/// <remarks>
/// Sample k of image i is drawn from numbers of its own and sums run in the order of the samples, so that batches and threads
/// do not matter and the first samples are the same ones for any K.
/// </remarks>
internal sealed class ImportanceWeights : IDisposable
{
    private readonly Vae vae;
    private readonly Dataset data;
    private readonly int samples, batch, latent;
    private readonly ulong seed;
    private readonly Tape tape;
    private readonly float[] noise, z;
    private readonly double[] posterior;
    private readonly int[] owners;
    private readonly byte[] labels, given;
    private double[] logDeviation = [];

    public ImportanceWeights(Vae vae, Dataset data, int samples, long seed, int? batch = null)
    {
        vae.RequireLikely(data);
        (this.vae, this.data, this.samples, this.seed) = (vae, data, samples, (ulong)seed);
        (this.batch, latent) = (batch ?? vae.BatchSize, vae.Latent);
        (noise, z) = (new float[checked(this.batch * latent)], new float[this.batch * latent]);
        (posterior, owners) = (new double[this.batch], new int[this.batch]);
        (labels, given) = (vae.RequireLabels(data), new byte[vae.Classes > 0 ? this.batch : 0]);
        tape = new Tape(vae.Pool, vae.Store);
    }

    /// <summary>For each of the first images ln (1/K) Σ w and, of the same samples, (1/K) Σ ln w, the evidence lower bound; in nats.</summary>
    /// <param name="images">How many.</param>
    /// <param name="progress">Told the part that is done, in [0, 1], a thousand times at most.</param>
    /// <param name="cancellation">Ends the computation between batches.</param>
    public (double Bound, double Elbo)[] OfFirst(int images, Action<double>? progress, CancellationToken cancellation)
    {
        var sums = new LogSum[images];
        long total = (long)images * samples, told = 0;
        for (int first = 0; first < images; first += batch)
        {
            int count = Math.Min(batch, images - first);
            var codes = Encode(first, count);
            long start = (long)first * samples, end = start + ((long)count * samples);
            for (; start < end; start += batch)
            {
                cancellation.ThrowIfCancellationRequested();
                int lanes = (int)Math.Min(batch, end - start);
                Draw(codes, first, start, lanes);
                Weigh(lanes, sums);
                if (progress is null || (start + lanes) * 1000 / total == told) continue;
                told = (start + lanes) * 1000 / total;
                progress(told / 1000.0);
            }
        }
        return Array.ConvertAll(sums, sum => (sum.Log - PortableMath.Log(samples), sum.Plain / samples));
    }

    public void Dispose() => tape.Dispose();

    private Codes Encode(int first, int count)
    {
        if (logDeviation.Length != count * latent) logDeviation = new double[count * latent];
        var codes = new Codes(new float[count * latent], new float[count * latent]);
        for (int i = 0; i < count; i++) owners[i] = first + i;
        using (vae.Enter())
        {
            tape.Begin(count, training: false, default);
            var q = vae.Graph.Encode(tape, Gather(count), Labels(count));
            tape.CopyRows(q.Mean, codes.Mean);
            tape.CopyRows(q.Deviation, codes.Deviation);
            q.CopyLogDeviation(tape, codes.Deviation, logDeviation);
        }
        return codes;
    }

    /// <summary>Draws samples <paramref name="start"/> … of all images' samples in a row, and the density of q at each.</summary>
    private void Draw(Codes codes, int first, long start, int lanes)
    {
        for (int lane = 0; lane < lanes;)
        {
            int image = (int)((start + lane) / samples), sample = (int)((start + lane) % samples);
            int count = Math.Min(samples - sample, lanes - lane);
            Span<float> drawn = noise.AsSpan(lane * latent, count * latent), at = z.AsSpan(lane * latent, count * latent);
            new Philox(seed, Streams.ImportanceSamples, (uint)image).Normals((long)sample * latent, drawn);
            ReadOnlySpan<float> mean = codes.Mean.AsSpan((image - first) * latent, latent), deviation = codes.Deviation.AsSpan((image - first) * latent, latent);
            for (int i = 0; i < at.Length; i += latent)
            {
                for (int d = 0; d < latent; d++) at[i + d] = MathF.FusedMultiplyAdd(deviation[d], drawn[i + d], mean[d]);
            }
            vae.Graph.Posterior.LogDensities(logDeviation.AsSpan((image - first) * latent, latent), drawn, posterior.AsSpan(lane, count));
            owners.AsSpan(lane, count).Fill(image);
            lane += count;
        }
    }

    private void Weigh(int lanes, LogSum[] sums)
    {
        using var entered = vae.Enter();
        tape.Begin(lanes, training: false, default);
        var code = tape.Input(new Shape(latent));
        Lanes.Pack(z.AsSpan(0, lanes * latent), lanes, latent, tape.Values(code));
        var losses = tape.Values(vae.Graph.Likelihood.Loss(tape, vae.Graph.Decode(tape, code, Labels(lanes)), Gather(lanes)));
        for (int lane = 0; lane < lanes; lane++)
            sums[owners[lane]].Add(vae.Graph.Prior.LogDensity(z.AsSpan(lane * latent, latent)) - posterior[lane] - losses[lane]);
    }

    /// <summary>The label of each example's picture, if the model is conditional.</summary>
    private ReadOnlySpan<byte> Labels(int count)
    {
        if (given.Length == 0) return [];
        for (int i = 0; i < count; i++) given[i] = labels[owners[i]];
        return given.AsSpan(0, count);
    }

    private Tensor Gather(int count)
    {
        var x = tape.Input(vae.Shape);
        data.Gather(owners.AsSpan(0, count), vae.Preprocessing.Scale, vae.Preprocessing.Shift, tape.Values(x));
        return x;
    }
}
