using Elbo.Data;
using Elbo.Tensors;

namespace Elbo.Evaluation;

/// <summary>Many pictures a few hundred at a time: rows <c>[n][values]</c> of intensities in [0, 1].</summary>
internal static class PictureChunks
{
    private const int Chunk = 512;

    /// <summary>The pictures of <see cref="Vae.Sample(int, long)"/>.</summary>
    public static IEnumerable<float[]> Samples(Vae vae, int count, long seed)
    {
        var z = new float[checked(count * vae.Latent)];
        vae.Graph.Prior.Sample(new Philox((ulong)seed, Streams.PriorSamples, 0), z);
        for (int start = 0; start < count; start += Chunk)
            yield return vae.Decode(z.AsSpan(start * vae.Latent, Math.Min(Chunk, count - start) * vae.Latent));
    }

    /// <summary>The first pictures of a data set.</summary>
    public static IEnumerable<float[]> First(Dataset data, int count)
    {
        for (int start = 0; start < count; start += Chunk)
        {
            var indices = new int[Math.Min(Chunk, count - start)];
            for (int i = 0; i < indices.Length; i++) indices[i] = start + i;
            yield return Vae.Intensities(data, indices);
        }
    }
}
