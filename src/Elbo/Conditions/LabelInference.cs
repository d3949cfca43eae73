using Elbo.Tensors;

namespace Elbo.Conditions;

/// <summary>Finds the label under which a picture's bound is highest.</summary>
internal static class LabelInference
{
    /// <summary>One batch of at most <see cref="Vae.LargestBatch"/>: pictures <c>[n][features]</c> → labels <c>[n]</c>. Of equals the lower label is taken.</summary>
    public static void Run(Vae vae, Tape tape, ReadOnlySpan<float> images, Span<byte> labels)
    {
        Span<double> least = stackalloc double[labels.Length];
        Span<byte> tried = stackalloc byte[labels.Length];
        least.Fill(double.PositiveInfinity);
        for (int label = 0; label < vae.Classes; label++)
        {
            tried.Fill((byte)label);
            var x = vae.Load(tape, images, labels.Length);
            var q = vae.Graph.Encode(tape, x, tried);
            var reconstruction = vae.Graph.Likelihood.Loss(tape, vae.Graph.Decode(tape, q.Mean, tried), x);
            ReadOnlySpan<float> errors = tape.Values(reconstruction), divergences = tape.Values(vae.Graph.Prior.Divergence(tape, q));
            for (int i = 0; i < least.Length; i++)
            {
                double bound = (double)errors[i] + divergences[i];
                if (bound < least[i]) (least[i], labels[i]) = (bound, (byte)label);
            }
        }
    }
}
