using Elbo.Likelihoods;
using Elbo.Tensors;

namespace Elbo.Serving;

/// <summary>
/// The two terms of the evidence lower bound of single examples: KL, and the mean of −ln p(x|z) at so many samples z of the posterior. Each is given the same
/// noise, so that its bound depends on nothing but itself: in pairs ±ε of mean square 1 in each dimension, which leaves no error of first order and
/// of second order only that of pairs of dimensions from different groups of four.
/// </summary>
internal sealed class BoundScores
{
    /// <summary>Samples of a picture. A power of two up to 32, so that they lie side by side in a block of lanes, where those of a lone picture cost one pass.</summary>
    public const int Samples = 8;

    private readonly Vae vae;
    private readonly float[] noise;

    public BoundScores(Vae vae)
    {
        this.vae = vae;
        noise = new float[Samples * vae.Latent];
        var half = noise.AsSpan(0, noise.Length / 2);
        new Philox(1, Streams.Scores, 0).Normals(half);
        for (int d = 0; d < vae.Latent; d++) Straighten(half, d);
        for (int i = 0; i < half.Length; i++) noise[half.Length + i] = -half[i];
    }

    /// <summary>Gives a dimension mean square 1 and takes out what it has in common with those before it in its group, of which there can be as many as rows.</summary>
    private void Straighten(Span<float> half, int d)
    {
        const int rows = Samples / 2;
        Span<double> own = stackalloc double[rows];
        for (int i = 0; i < rows; i++) own[i] = half[(i * vae.Latent) + d];
        for (int other = d / rows * rows; other < d; other++)
        {
            double shared = 0;
            for (int i = 0; i < rows; i++) shared += own[i] * half[(i * vae.Latent) + other] / rows;
            for (int i = 0; i < rows; i++) own[i] -= shared * half[(i * vae.Latent) + other];
        }
        double squares = 0;
        foreach (double value in own) squares += value * value;
        for (int i = 0; i < rows; i++) half[(i * vae.Latent) + d] = (float)(own[i] * Math.Sqrt(rows / squares));
    }

    /// <summary>One batch of examples, rows <c>[n][features]</c> of intensities. A conditional model that is given no labels infers them.</summary>
    public void Run(Workspace workspace, ReadOnlySpan<float> images, ReadOnlySpan<byte> labels, BoundTerms terms)
    {
        int features = vae.Shape.Features, latent = vae.Latent, batch = terms.Count, part = vae.BatchSize / Samples, columns = terms.Columns.Length / batch;
        var tape = workspace.Tape;
        var rows = workspace.Rows((3 * vae.BatchSize * latent) + (terms.Nats is null ? 0 : 2 * vae.BatchSize * features));
        Span<float> means = rows[..(batch * latent)], deviations = rows.Slice(vae.BatchSize * latent, batch * latent);
        Span<float> draws = rows.Slice(2 * vae.BatchSize * latent, vae.BatchSize * latent), cells = rows[(3 * vae.BatchSize * latent)..];
        Span<byte> repeated = stackalloc byte[Vae.LargestBatch];
        var given = Inference.Labels(vae, workspace, images, labels, 0, batch);
        var q = vae.Graph.Encode(tape, vae.Load(tape, images, batch), given);
        Inference.CopyPosterior(tape, q, means, deviations);
        var spent = tape.Values(vae.Graph.Prior.Divergence(tape, q));
        for (int i = 0; i < batch; i++) terms.Kl[i] = spent[i];
        for (int first = 0; first < batch; first += part)
        {
            int count = Math.Min(part, batch - first);
            var z = draws[..(count * Samples * latent)];
            Draw(means.Slice(first * latent, count * latent), deviations.Slice(first * latent, count * latent), z);
            var owners = repeated[..(given.IsEmpty ? 0 : count * Samples)];
            for (int i = 0; i < owners.Length; i++) owners[i] = given[first + (i / Samples)];
            Lose(tape, images.Slice(first * features, count * features), z, owners,
                new(terms.Reconstruction.Slice(first, count), terms.Kl.Slice(first, count), terms.Columns.Slice(first * columns, count * columns), terms.Nats), cells);
        }
    }

    private void Draw(ReadOnlySpan<float> means, ReadOnlySpan<float> deviations, Span<float> z)
    {
        for (int i = 0; i < z.Length; i++)
        {
            int picture = i / noise.Length, d = i % vae.Latent;
            z[i] = MathF.FusedMultiplyAdd(deviations[(picture * vae.Latent) + d], noise[i % noise.Length], means[(picture * vae.Latent) + d]);
        }
    }

    /// <summary>The mean of −ln p(x|z) of each picture at its samples.</summary>
    private void Lose(Tape tape, ReadOnlySpan<float> pictures, ReadOnlySpan<float> z, ReadOnlySpan<byte> labels, BoundTerms terms, Span<float> cells)
    {
        int lanes = terms.Count * Samples;
        tape.Begin(lanes, training: false, default);
        var code = tape.Input(new Shape(vae.Latent));
        Lanes.Pack(z, lanes, vae.Latent, tape.Values(code));
        var x = tape.Input(vae.Shape);
        Repeat(pictures, terms.Count, tape.Values(x));
        var head = vae.Graph.Decode(tape, code, labels);
        var losses = tape.Values(vae.Graph.Likelihood.Loss(tape, head, x));
        for (int i = 0; i < terms.Count; i++)
        {
            double sum = 0;
            foreach (float loss in losses.Slice(i * Samples, Samples)) sum += loss;
            terms.Reconstruction[i] = sum / Samples;
        }
        if (terms.Nats is { } nats) Share(tape, head, x, nats, terms.Columns, cells);
    }

    /// <summary>What each column of a table's rows adds to that mean.</summary>
    private void Share(Tape tape, Tensor head, Tensor x, ColumnNats nats, Span<double> columns, Span<float> cells)
    {
        int features = vae.Shape.Features, width = columns.Length * Samples / tape.Batch;
        Span<float> heads = cells[..(tape.Batch * features)], rows = cells.Slice(tape.Batch * features, tape.Batch * features);
        tape.CopyRows(head, heads);
        tape.CopyRows(x, rows);
        for (int i = 0; i < tape.Batch; i++)
            nats.Add(heads.Slice(i * features, features), rows.Slice(i * features, features), columns.Slice(i / Samples * width, width));
        foreach (ref double cost in columns) cost /= Samples;
    }

    /// <summary>Intensities → model values in lanes, each picture beside itself as often as it has samples.</summary>
    private void Repeat(ReadOnlySpan<float> pictures, int count, Span<float> lanes)
    {
        int features = vae.Shape.Features;
        var (scale, shift) = vae.Preprocessing.FromIntensity;
        lanes.Clear();
        for (int i = 0; i < count; i++)
        {
            int at = i * Samples, start = (at / Lanes.Width * features * Lanes.Width) + (at % Lanes.Width);
            for (int f = 0; f < features; f++)
                lanes.Slice(start + (f * Lanes.Width), Samples).Fill(MathF.FusedMultiplyAdd(pictures[(i * features) + f], scale, shift));
        }
    }
}
