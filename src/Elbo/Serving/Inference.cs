using Elbo.Conditions;
using Elbo.Posteriors;
using Elbo.Tensors;

namespace Elbo.Serving;

/// <summary>Any number of rows through a model, a batch at a time in one workspace; nothing is allocated once that has grown.</summary>
internal static class Inference
{
    /// <summary>Pictures <c>[n][features]</c> → means and deviations <c>[n][latent]</c>. A conditional model that is given no labels infers them.</summary>
    public static void Encode(Vae vae, Workspace workspace, ReadOnlySpan<float> images, ReadOnlySpan<byte> labels, Span<float> means, Span<float> deviations)
    {
        int features = vae.Shape.Features, count = images.Length / features;
        for (int start = 0; start < count; start += vae.BatchSize)
        {
            int batch = Math.Min(vae.BatchSize, count - start);
            var pictures = images.Slice(start * features, batch * features);
            var given = Labels(vae, workspace, pictures, labels, start, batch);
            var q = vae.Graph.Encode(workspace.Tape, vae.Load(workspace.Tape, pictures, batch), given);
            CopyPosterior(workspace.Tape, q, means.Slice(start * vae.Latent, batch * vae.Latent), deviations.Slice(start * vae.Latent, batch * vae.Latent));
        }
    }

    /// <summary>Codes <c>[n][latent]</c>, labelled if the model is conditional → expected intensities <c>[n][features]</c>.</summary>
    public static void Decode(Vae vae, Workspace workspace, ReadOnlySpan<float> latents, ReadOnlySpan<byte> labels, Span<float> images)
    {
        var tape = workspace.Tape;
        int features = vae.Shape.Features, count = latents.Length / vae.Latent;
        for (int start = 0; start < count; start += vae.BatchSize)
        {
            int batch = Math.Min(vae.BatchSize, count - start);
            tape.Begin(batch, training: false, default);
            var z = tape.Input(new Shape(vae.Latent));
            Lanes.Pack(latents.Slice(start * vae.Latent, batch * vae.Latent), batch, vae.Latent, tape.Values(z));
            CopyIntensities(vae, tape, vae.Graph.Decode(tape, z, Part(labels, start, batch)), images.Slice(start * features, batch * features));
        }
    }

    /// <summary>Pictures <c>[n][features]</c> → the labels <c>[n]</c> that explain them best.</summary>
    public static void InferLabels(Vae vae, Workspace workspace, ReadOnlySpan<float> images, Span<byte> labels)
    {
        int features = vae.Shape.Features;
        for (int start = 0; start < labels.Length; start += vae.BatchSize)
        {
            int batch = Math.Min(vae.BatchSize, labels.Length - start);
            LabelInference.Run(vae, workspace.Tape, images.Slice(start * features, batch * features), labels.Slice(start, batch));
        }
    }

    /// <summary>The labels of a batch: the given ones, or those that are inferred; none of an unconditional model's.</summary>
    public static ReadOnlySpan<byte> Labels(Vae vae, Workspace workspace, ReadOnlySpan<float> pictures, ReadOnlySpan<byte> given, int start, int batch)
    {
        if (vae.Classes == 0 || given.Length > 0) return Part(given, start, batch);
        var inferred = workspace.Labels.AsSpan(0, batch);
        LabelInference.Run(vae, workspace.Tape, pictures, inferred);
        return inferred;
    }

    /// <summary>The labels of a batch, if there are any.</summary>
    public static ReadOnlySpan<byte> Part(ReadOnlySpan<byte> labels, int start, int batch) => labels.IsEmpty ? labels : labels.Slice(start, batch);

    public static void CopyPosterior(Tape tape, GaussianParameters q, Span<float> means, Span<float> deviations)
    {
        tape.CopyRows(q.Mean, means);
        tape.CopyRows(q.Deviation, deviations);
    }

    private static void CopyIntensities(Vae vae, Tape tape, Tensor head, Span<float> images)
    {
        tape.CopyRows(vae.Graph.Likelihood.Mean(tape, head), images);
        if (vae.Schema is not null) return;
        var (scale, shift) = vae.Preprocessing.ToIntensity;
        foreach (ref float value in images) value = Math.Clamp(MathF.FusedMultiplyAdd(value, scale, shift), 0, 1);
    }
}
