using Elbo.Data;
using Elbo.Evaluation;
using Elbo.Maps;

namespace Elbo.Explorer.Export;

/// <summary>Posteriors of pictures that the page shows beneath its pad, and what they say of the latent dimensions.</summary>
/// <param name="Means">Posterior means, <c>[n][latent]</c>.</param>
/// <param name="Labels">Each one's label, or null.</param>
/// <param name="LabelNames">Names of the labels.</param>
/// <param name="Usage">The dimensions, the one of the highest KL divergence first.</param>
/// <param name="Components">The plane in which the means vary most; null where a latent dimension or two are all there are.</param>
internal sealed record PageCodes(float[] Means, byte[]? Labels, IReadOnlyList<string> LabelNames, IReadOnlyList<DimensionUsage> Usage, PrincipalComponents? Components)
{
    /// <summary>The page holds no more codes.</summary>
    public const int Most = 5000;

    private const int Chunk = 256, MostPrincipal = 512;

    /// <summary>Codes of the test part, or the next best that is not empty, evenly picked where it has too many; null where all parts are empty.</summary>
    /// <exception cref="ElboException">The data are of another shape or lack labels, or a code is not finite.</exception>
    public static PageCodes? Of(Vae vae, DataSplits data)
    {
        var part = data.Test.Count > 0 ? data.Test : data.Validation.Count > 0 ? data.Validation : data.Train;
        if (part.Count == 0) return null;
        vae.RequireShape(part);
        int count = Math.Min(part.Count, Most), latent = vae.Latent;
        var indices = new int[count];
        for (int i = 0; i < count; i++) indices[i] = (int)((long)i * part.Count / count);
        var means = new float[checked(count * latent)];
        var moments = new LatentMoments(latent);
        for (int start = 0; start < count; start += Chunk)
        {
            var some = indices.AsSpan(start, Math.Min(Chunk, count - start));
            float[] intensities = vae.Shown(part, some);
            var codes = vae.Encode(intensities, vae.LabelsOf(part, some, intensities));
            codes.Mean.CopyTo(means, start * latent);
            moments.Add(codes.Mean, codes.Deviation);
        }
        double[] kl = moments.Kl(), variances = moments.MeanVariance();
        for (int d = 0; d < latent; d++)
        {
            if (!double.IsFinite(kl[d])) throw new ElboException($"The codes of {part.Name} are not finite in dimension {d}; check that the data have the range that the model was trained on.");
        }
        return new(means, part.Labels is { } labels ? Array.ConvertAll(indices, i => labels[i]) : null, part.LabelNames,
            Array.ConvertAll(LatentOrder.ByKl(kl), d => new DimensionUsage(d, kl[d], variances[d])),
            latent is > 2 and <= MostPrincipal ? PrincipalComponents.Of(means, latent, 2) : null);
    }
}
