using Elbo.Data;

namespace Elbo.Evaluation;

/// <summary>Many pictures a few hundred at a time: rows <c>[n][values]</c> of intensities in [0, 1].</summary>
internal static class PictureChunks
{
    private const int Chunk = 512;

    /// <summary>The pictures of <see cref="Vae.Sample(int, long)"/>.</summary>
    public static IEnumerable<float[]> Samples(Vae vae, int count, long seed)
    {
        float[] z = vae.DrawCodes(count, seed);
        byte[] labels = vae.DrawLabels(count, seed);
        for (int start = 0; start < count; start += Chunk)
        {
            int some = Math.Min(Chunk, count - start);
            yield return vae.Decode(z.AsSpan(start * vae.Latent, some * vae.Latent), labels.AsSpan(Math.Min(start, labels.Length), Math.Min(some, labels.Length)));
        }
    }

    /// <summary>The first pictures of a data set.</summary>
    public static IEnumerable<float[]> First(Vae vae, Dataset data, int count)
    {
        foreach (int[] indices in Indices(count)) yield return vae.Shown(data, indices);
    }

    /// <summary>Reconstructions of the first pictures of a data set.</summary>
    public static IEnumerable<float[]> Reconstructions(Vae vae, Dataset data, int count)
    {
        foreach (int[] indices in Indices(count))
        {
            float[] pictures = vae.Shown(data, indices);
            yield return vae.Reconstruct(pictures, vae.LabelsOf(data, indices, pictures));
        }
    }

    private static IEnumerable<int[]> Indices(int count)
    {
        for (int start = 0; start < count; start += Chunk)
        {
            var indices = new int[Math.Min(Chunk, count - start)];
            for (int i = 0; i < indices.Length; i++) indices[i] = start + i;
            yield return indices;
        }
    }
}
