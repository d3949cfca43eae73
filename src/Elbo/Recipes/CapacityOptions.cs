namespace Elbo.Recipes;

/// <summary>
/// A target for the KL divergence in place of a weight: reconstruction + <see cref="Weight"/> · |KL − C|, where C rises in a straight line
/// from 0 to <see cref="Nats"/> and KL is the mean over the batch.
/// </summary>
/// <remarks>Burgess et al., "Understanding disentangling in beta-VAE", 2018.</remarks>
public sealed record CapacityOptions
{
    /// <summary>The divergence to reach in nats per example, 0 or more; null for no target.</summary>
    public double? Nats { get; init; }

    /// <summary>Steps until it is reached, 1 or more.</summary>
    public int Steps { get; init; } = 10_000;

    /// <summary>Weight of the distance, above 0; the paper's gamma.</summary>
    public double Weight { get; init; } = 1000;
}
