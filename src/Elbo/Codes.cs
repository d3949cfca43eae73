namespace Elbo;

/// <summary>Posteriors of a batch: rows <c>[example][latent]</c> of means and standard deviations.</summary>
public sealed record Codes(float[] Mean, float[] Deviation);
