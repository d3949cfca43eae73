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
public sealed record ImportanceWeightedBound(int Samples, double Nats, double StandardError, int Images);
