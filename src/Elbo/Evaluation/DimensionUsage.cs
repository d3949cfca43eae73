using Elbo.Data;

namespace Elbo.Evaluation;

/// <summary>How much one latent dimension carries over a data set.</summary>
/// <param name="Dimension">Its index.</param>
/// <param name="Kl">KL(q‖N(0, 1)) in nats, mean over the examples.</param>
/// <param name="MeanVariance">Variance of the posterior mean over the examples.</param>
public sealed record DimensionUsage(int Dimension, double Kl, double MeanVariance)
{
    private const int Slice = 2048;

    /// <summary>Whether the dimension carries something.</summary>
    public bool IsActive => LatentUsage.IsActive(MeanVariance);

    /// <summary>All dimensions, those of highest KL divergence first; of equal ones, the lower index first.</summary>
    /// <param name="vae">The model.</param>
    /// <param name="data">Examples of the model's shape.</param>
    /// <param name="progress">Told how many examples are done.</param>
    /// <param name="cancellation">Stops after some thousand examples.</param>
    /// <exception cref="ElboException">The data are empty or of another shape, or a code is not finite.</exception>
    public static IReadOnlyList<DimensionUsage> Ranked(Vae vae, Dataset data, IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(vae);
        ArgumentNullException.ThrowIfNull(data);
        vae.RequireShape(data);
        if (data.Count == 0) throw new ElboException($"{data.Name} is empty; there is nothing to encode.");
        var moments = new LatentMoments(vae.Latent);
        // In slices, because the codes of a thousand dimensions are as large as pictures.
        for (int start = 0; start < data.Count; start += Slice)
        {
            cancellation.ThrowIfCancellationRequested();
            int count = Math.Min(Slice, data.Count - start);
            var codes = vae.Encode(data.Slice(start, count, data.Name));
            moments.Add(codes.Mean, codes.Deviation);
            progress?.Report(start + count);
        }
        double[] kl = moments.Kl(), variances = moments.MeanVariance();
        var usage = new DimensionUsage[vae.Latent];
        for (int d = 0; d < usage.Length; d++)
        {
            usage[d] = new(d, kl[d], variances[d]);
            if (double.IsPositiveInfinity(kl[d])) throw new ElboException($"The posterior of an example of {data.Name} has no deviation left in dimension {d}, so its KL divergence is infinite; train with a model.deviationFloor above 0.");
            if (!double.IsFinite(kl[d])) throw new ElboException($"The codes of {data.Name} are not finite in dimension {d}; check that the data have the range that the model was trained on.");
        }
        return Array.ConvertAll(LatentOrder.ByKl(kl), d => usage[d]);
    }
}
