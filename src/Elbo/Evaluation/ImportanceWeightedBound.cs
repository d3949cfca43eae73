using Elbo.Data;

namespace Elbo.Evaluation;

/// <summary>
/// The importance-weighted lower bound on ln p(x): ln (1/K) Σ p(x|z) p(z) / q(z|x) over K samples z of q(z|x), mean over the images.
/// With K = 1 it is an estimate of the evidence lower bound, with K → ∞ it tends to ln p(x) itself.
/// </summary>
/// <remarks>Burda, Grosse, Salakhutdinov, "Importance Weighted Autoencoders", ICLR 2016.</remarks>
/// <param name="Samples">K, samples of the posterior of each image.</param>
/// <param name="Nats">The bound in nats per image, in the same convention as <see cref="ElboEstimate.Elbo"/>.</param>
/// <param name="StandardError">Standard error of <paramref name="Nats"/> over the images, in nats; NaN for one image.</param>
/// <param name="Images">Images that it was computed of, the first ones of the data.</param>
public sealed record ImportanceWeightedBound(int Samples, double Nats, double StandardError, int Images)
{
    /// <summary>
    /// The evidence lower bound in nats per image, of the same images and samples, K an image: what <see cref="Nats"/> is to be compared with.
    /// It is never above that.
    /// </summary>
    public double Elbo { get; init; } = double.NaN;

    // Five minutes or so of two cores' products.
    private const double UsualFlops = 1e14;
    private const int FewestImages = 10;

    /// <summary>Computes the bound of a data set's first images. Neither batches nor threads matter, and the first samples of a larger K are those of a smaller one.</summary>
    /// <param name="vae">The model.</param>
    /// <param name="data">Images of the model's shape.</param>
    /// <param name="samples">K, at least 1.</param>
    /// <param name="images">Most images to take; null for <see cref="UsualImages"/>.</param>
    /// <param name="seed">Key of the samples.</param>
    /// <param name="progress">Told the part that is done, in [0, 1].</param>
    /// <param name="cancellation">Ends the computation between batches.</param>
    /// <exception cref="ElboException">The data are empty, of another shape, or so far from the model's that the bound is not finite.</exception>
    public static ImportanceWeightedBound Of(
        Vae vae, Dataset data, int samples, int? images = null, long seed = 1, Action<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(vae);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        if (images is { } given) ArgumentOutOfRangeException.ThrowIfLessThan(given, 1, nameof(images));
        if (data.Count == 0) throw new ElboException($"{data.Name} is empty; there is nothing to evaluate.");
        using var weights = new ImportanceWeights(vae, data, samples, seed);
        Moments bounds = default, elbos = default;
        foreach (var (bound, elbo) in weights.OfFirst(Math.Min(images ?? UsualImages(vae, samples), data.Count), progress, cancellation))
        {
            bounds.Add(bound);
            elbos.Add(elbo);
        }
        return double.IsFinite(bounds.Mean) ? new(samples, bounds.Mean, bounds.StandardError, bounds.Count) { Elbo = elbos.Mean }
            : throw new ElboException($"The importance-weighted bound of {data.Name} is not finite under this model; check that the data have the range it was trained on.");
    }

    /// <summary>As many images as two cores decode K samples of in about five minutes, at least ten.</summary>
    public static int UsualImages(Vae vae, int samples)
    {
        ArgumentNullException.ThrowIfNull(vae);
        return (int)Math.Clamp(UsualFlops / (samples * Math.Max(1, vae.Graph.FlopsPerDecoding)), FewestImages, int.MaxValue);
    }
}
