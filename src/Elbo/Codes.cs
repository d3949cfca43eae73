namespace Elbo;

/// <summary>Posteriors of a batch: rows <c>[example][latent]</c> of means and standard deviations.</summary>
/// <param name="Mean">Posterior means.</param>
/// <param name="Deviation">Posterior standard deviations.</param>
public sealed record Codes(float[] Mean, float[] Deviation);
