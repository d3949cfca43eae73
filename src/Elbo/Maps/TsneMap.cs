namespace Elbo.Maps;

/// <summary>A finished map.</summary>
/// <param name="Places">Where each point is: <c>[n][2]</c>. Only distances between near ones mean something.</param>
/// <param name="KlDivergence">
/// The objective KL(P‖Q) in nats, as scikit-learn's <c>kl_divergence_</c> but with the exact sum over all pairs as Q's normaliser.
/// </param>
/// <param name="Perplexity">The perplexity that was used, lower than the one asked for where the points are too few.</param>
public sealed record TsneMap(float[] Places, double KlDivergence, double Perplexity);
