using Elbo.Data;
using Elbo.Likelihoods;
using Elbo.Tensors;

namespace Elbo.Evaluation;

/// <summary>How unlikely each example of a data set is under a model: its negative evidence lower bound, by which anomalies are found.</summary>
/// <remarks>
/// The expectation over the posterior is a mean over a few draws whose noise is the same for every example, so that an example's
/// score depends on it, the model and the seed alone.
/// </remarks>
public sealed class RowScores
{
    /// <summary>Draws of the posterior unless told otherwise.</summary>
    public const int UsualSamples = 16;

    private readonly double[] columns;
    private readonly int width;

    private RowScores(int count, int width) =>
        (Reconstruction, Kl, columns, this.width) = (new double[count], new double[count], new double[checked(count * width)], width);

    /// <summary>−ln p(x|z) of each example in nats, its mean over the draws.</summary>
    public double[] Reconstruction { get; }

    /// <summary>KL(q(z|x)‖p(z)) of each example in nats.</summary>
    public double[] Kl { get; }

    /// <summary>Examples.</summary>
    public int Count => Kl.Length;

    /// <summary>The negative evidence lower bound of an example in nats: the higher, the less the model expects it.</summary>
    public double Score(int example) => Reconstruction[example] + Kl[example];

    /// <summary>What each column of a table adds to the <see cref="Reconstruction"/> of a row, in nats and in the order of the schema; empty for other data.</summary>
    public ReadOnlySpan<double> Columns(int example) => columns.AsSpan(example * width, width);

    /// <summary>Scores all examples. A conditional model is given their labels.</summary>
    /// <param name="vae">The model.</param>
    /// <param name="data">Examples of the model's shape, or a table that fits its schema.</param>
    /// <param name="samples">Draws of the posterior, 1 or more.</param>
    /// <param name="seed">Key of the draws.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="ElboException">The data do not fit the model.</exception>
    public static RowScores Of(Vae vae, Dataset data, int samples = UsualSamples, long seed = 1, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(vae);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        vae.RequireShape(data);
        var nats = vae is { Schema: { } schema, Graph.Likelihood: Mixed mixed } ? new ColumnNats(schema, mixed.Deviations(vae.Store)) : null;
        var scores = new RowScores(data.Count, nats is null ? 0 : vae.Schema!.Columns.Count);
        scores.Fill(vae, data, nats, samples, seed, cancellation);
        return scores;
    }

    private void Fill(Vae vae, Dataset data, ColumnNats? nats, int samples, long seed, CancellationToken cancellation)
    {
        using var tape = new Tape(vae.Pool, vae.Store);
        int latent = vae.Latent, features = vae.Shape.Features;
        byte[] labels = vae.RequireLabels(data);
        var indices = new int[vae.BatchSize];
        float[] mean = new float[vae.BatchSize * latent], deviation = new float[mean.Length], z = new float[mean.Length], noise = new float[latent];
        float[] rows = new float[vae.BatchSize * features], heads = new float[rows.Length];
        for (int start = 0; start < data.Count; start += vae.BatchSize)
        {
            cancellation.ThrowIfCancellationRequested();
            int batch = Math.Min(vae.BatchSize, data.Count - start);
            for (int i = 0; i < batch; i++) indices[i] = start + i;
            var given = labels.AsSpan(Math.Min(start, labels.Length), Math.Min(batch, labels.Length));
            using var entered = vae.Enter();
            tape.Begin(batch, training: false, default);
            var x = Gather();
            var q = vae.Graph.Encode(tape, x, given);
            var divergence = tape.Values(vae.Graph.Prior.Divergence(tape, q));
            for (int i = 0; i < batch; i++) Kl[start + i] = divergence[i];
            tape.CopyRows(q.Mean, mean);
            tape.CopyRows(q.Deviation, deviation);
            tape.CopyRows(x, rows);
            for (int s = 0; s < samples; s++)
            {
                new Philox((ulong)seed, Streams.RowScores, (uint)s).Normals(noise);
                for (int i = 0; i < batch * latent; i++) z[i] = MathF.FusedMultiplyAdd(deviation[i], noise[i % latent], mean[i]);
                tape.Begin(batch, training: false, default);
                var code = tape.Input(new Shape(latent));
                Lanes.Pack(z.AsSpan(0, batch * latent), batch, latent, tape.Values(code));
                var head = vae.Graph.Decode(tape, code, given);
                var lost = tape.Values(vae.Graph.Likelihood.Loss(tape, head, Gather()));
                for (int i = 0; i < batch; i++) Reconstruction[start + i] += lost[i] / (double)samples;
                if (nats is null) continue;
                tape.CopyRows(head, heads);
                for (int i = 0; i < batch; i++)
                    nats.Add(heads.AsSpan(i * features, features), rows.AsSpan(i * features, features), columns.AsSpan((start + i) * width, width));
            }

            Tensor Gather()
            {
                var input = tape.Input(vae.Shape);
                data.Gather(indices.AsSpan(0, batch), vae.Preprocessing.Scale, vae.Preprocessing.Shift, tape.Values(input));
                return input;
            }
        }
        for (int i = 0; i < columns.Length; i++) columns[i] /= samples;
    }
}
