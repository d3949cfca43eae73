using Elbo.Data;
using Elbo.Tensors;

namespace Elbo.Explorer.Examinations;

/// <summary>Posteriors and the bound's terms at their means, for some pictures.</summary>
/// <param name="Codes">Posteriors <c>[n][latent]</c>.</param>
/// <param name="Kl">KL(q‖p) of each in nats.</param>
/// <param name="Reconstruction">−ln p(x|z) of each in nats.</param>
internal sealed record BoundPass(Codes Codes, float[] Kl, float[] Reconstruction)
{
    /// <summary>One batch of pictures: rows <c>[n][features]</c> of intensities; labels if the model is conditional.</summary>
    public static BoundPass Of(Vae vae, ReadOnlySpan<float> images, ReadOnlySpan<byte> labels)
    {
        int count = images.Length / vae.Shape.Features;
        using (vae.Enter())
        {
            using var tape = new Tape(vae.Pool, vae.Store);
            return Read(vae, tape, vae.Load(tape, images, count), labels, count);
        }
    }

    /// <summary>One batch of a data set, as evaluation sees it.</summary>
    public static BoundPass Of(Vae vae, Tape tape, Dataset data, int start, int count)
    {
        var indices = new int[count];
        for (int i = 0; i < count; i++) indices[i] = start + i;
        var labels = vae.Classes > 0 ? data.Labels.AsSpan(start, count) : [];
        using (vae.Enter())
        {
            tape.Begin(count, training: false, default);
            var x = tape.Input(vae.Shape);
            data.Gather(indices, vae.Preprocessing.Scale, vae.Preprocessing.Shift, tape.Values(x));
            return Read(vae, tape, x, labels, count);
        }
    }

    private static BoundPass Read(Vae vae, Tape tape, Tensor x, ReadOnlySpan<byte> labels, int count)
    {
        var q = vae.Graph.Encode(tape, x, labels);
        var lost = vae.Graph.Likelihood.Loss(tape, vae.Graph.Decode(tape, q.Mean, labels), x);
        var spent = vae.Graph.Prior.Divergence(tape, q);
        var pass = new BoundPass(new Codes(new float[count * vae.Latent], new float[count * vae.Latent]), tape.Values(spent)[..count].ToArray(), tape.Values(lost)[..count].ToArray());
        tape.CopyRows(q.Mean, pass.Codes.Mean);
        tape.CopyRows(q.Deviation, pass.Codes.Deviation);
        return pass;
    }
}
