using Elbo.Imaging;

namespace Elbo.Figures;

/// <summary>Decodes codes that are made as they are needed, so that a large figure needs memory for its bytes only.</summary>
internal static class DecodedPictures
{
    /// <summary>Fills the code of a picture.</summary>
    public delegate void Fill(int picture, Span<float> code);

    /// <summary>Decodes so many pictures, each from the code that <paramref name="fill"/> makes of zeros and, if the model is conditional, its label.</summary>
    public static Pixmap[] Of(Vae vae, int count, Fill fill, Func<int, byte> label, CancellationToken cancellation = default)
    {
        var pictures = new Pixmap[count];
        var codes = new float[Math.Min(count, vae.BatchSize) * vae.Latent];
        var labels = new byte[vae.Classes > 0 ? Math.Min(count, vae.BatchSize) : 0];
        for (int start = 0; start < count; start += vae.BatchSize)
        {
            cancellation.ThrowIfCancellationRequested();
            int batch = Math.Min(vae.BatchSize, count - start);
            var some = codes.AsSpan(0, batch * vae.Latent);
            some.Clear();
            for (int i = 0; i < Math.Min(batch, labels.Length); i++) labels[i] = label(start + i);
            for (int i = 0; i < batch; i++) fill(start + i, some.Slice(i * vae.Latent, vae.Latent));
            foreach (float value in some)
            {
                if (!float.IsFinite(value)) throw new ElboException("A latent code to decode is not finite, as those of a model that diverged are; train it with a lower training.learningRate or set training.clip.");
            }
            Pictures.FromRows(vae.Decode(some, labels.AsSpan(0, Math.Min(batch, labels.Length))), vae.Shape).CopyTo(pictures, start);
        }
        return pictures;
    }
}
