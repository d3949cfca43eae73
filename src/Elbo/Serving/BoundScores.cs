using Elbo.Tensors;

namespace Elbo.Serving;

/// <summary>
/// The evidence lower bound of single pictures: −KL − the mean of −ln p(x|z) at so many samples z of the posterior. Every picture is given the same
/// noise, so that its bound depends on nothing but itself: in pairs ±ε of mean square 1 in each dimension, which leaves no error of first order and
/// of second order only that of pairs of dimensions.
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
        for (int d = 0; d < vae.Latent; d++)
        {
            double squares = 0;
            for (int i = d; i < half.Length; i += vae.Latent) squares += (double)half[i] * half[i];
            float scale = (float)Math.Sqrt(Samples / 2 / squares);
            for (int i = d; i < half.Length; i += vae.Latent) (half[i], noise[half.Length + i]) = (half[i] * scale, -half[i] * scale);
        }
    }

    /// <summary>Pictures <c>[n][features]</c> → their bounds <c>[n]</c> in nats, −∞ where the model's arithmetic overflows. A conditional model that is given no labels infers them.</summary>
    public void Run(Workspace workspace, ReadOnlySpan<float> images, ReadOnlySpan<byte> labels, Span<double> scores)
    {
        int features = vae.Shape.Features, latent = vae.Latent, size = vae.BatchSize, part = size / Samples;
        var tape = workspace.Tape;
        var rows = workspace.Rows(3 * size * latent);
        Span<byte> repeated = stackalloc byte[Vae.LargestBatch];
        for (int start = 0; start < scores.Length; start += size)
        {
            int batch = Math.Min(size, scores.Length - start);
            var pictures = images.Slice(start * features, batch * features);
            var given = Inference.Labels(vae, workspace, pictures, labels, start, batch);
            var q = vae.Graph.Encode(tape, vae.Load(tape, pictures, batch), given);
            Span<float> means = rows[..(batch * latent)], deviations = rows.Slice(size * latent, batch * latent);
            Inference.CopyPosterior(tape, q, means, deviations);
            var spent = tape.Values(vae.Graph.Prior.Divergence(tape, q));
            for (int i = 0; i < batch; i++) scores[start + i] = -(double)spent[i];
            for (int first = 0; first < batch; first += part)
            {
                int count = Math.Min(part, batch - first);
                var z = rows.Slice(2 * size * latent, count * Samples * latent);
                Draw(means.Slice(first * latent, count * latent), deviations.Slice(first * latent, count * latent), z);
                var owners = repeated[..(given.IsEmpty ? 0 : count * Samples)];
                for (int i = 0; i < owners.Length; i++) owners[i] = given[first + (i / Samples)];
                Subtract(tape, pictures.Slice(first * features, count * features), z, owners, scores.Slice(start + first, count));
            }
        }
        foreach (ref double score in scores)
            if (!double.IsFinite(score)) score = double.NegativeInfinity;
    }

    private void Draw(ReadOnlySpan<float> means, ReadOnlySpan<float> deviations, Span<float> z)
    {
        for (int i = 0; i < z.Length; i++)
        {
            int picture = i / noise.Length, d = i % vae.Latent;
            z[i] = MathF.FusedMultiplyAdd(deviations[(picture * vae.Latent) + d], noise[i % noise.Length], means[(picture * vae.Latent) + d]);
        }
    }

    /// <summary>Takes from the score of each picture the mean of −ln p(x|z) at its samples.</summary>
    private void Subtract(Tape tape, ReadOnlySpan<float> pictures, ReadOnlySpan<float> z, ReadOnlySpan<byte> labels, Span<double> scores)
    {
        int lanes = scores.Length * Samples;
        tape.Begin(lanes, training: false, default);
        var code = tape.Input(new Shape(vae.Latent));
        Lanes.Pack(z, lanes, vae.Latent, tape.Values(code));
        var x = tape.Input(vae.Shape);
        Repeat(pictures, scores.Length, tape.Values(x));
        var losses = tape.Values(vae.Graph.Likelihood.Loss(tape, vae.Graph.Decode(tape, code, labels), x));
        for (int i = 0; i < scores.Length; i++)
        {
            double sum = 0;
            foreach (float loss in losses.Slice(i * Samples, Samples)) sum += loss;
            scores[i] -= sum / Samples;
        }
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
