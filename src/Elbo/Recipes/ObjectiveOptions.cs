using System.Text.Json.Serialization;

namespace Elbo.Recipes;

/// <summary>What training minimises.</summary>
public sealed record ObjectiveOptions
{
    /// <summary>The family of objectives.</summary>
    public ObjectiveKind Kind { get; init; } = ObjectiveKind.Elbo;

    /// <summary>Weight of the KL term, 0 or more; 1 gives the evidence lower bound. Higgins et al., "beta-VAE", ICLR 2017.</summary>
    public double Beta { get; init; } = 1;

    /// <summary>Whether the reconstruction term is summed over an example's values or averaged.</summary>
    public Reduction Reduction { get; init; } = Reduction.Sum;

    /// <summary>How the weight of the KL term rises to <see cref="Beta"/>.</summary>
    public AnnealingOptions Annealing { get; init; } = new();

    /// <summary>A target for the KL divergence, which takes the place of <see cref="Beta"/>, <see cref="Annealing"/> and <see cref="FreeBits"/>.</summary>
    public CapacityOptions Capacity { get; init; } = new();

    /// <summary>
    /// Nats of each latent dimension's divergence, its mean over the batch, that cost nothing; 0 for none. Kingma et al., "Improving Variational
    /// Inference with Inverse Autoregressive Flow", NeurIPS 2016.
    /// </summary>
    public double FreeBits { get; init; }
}

/// <summary>Families of objectives.</summary>
[JsonConverter(typeof(CamelCaseConverter<ObjectiveKind>))]
public enum ObjectiveKind
{
    /// <summary>Reconstruction + beta × KL: the negative evidence lower bound. Kingma and Welling, ICLR 2014.</summary>
    Elbo,
}

/// <summary>How the reconstruction term of one example is reduced.</summary>
[JsonConverter(typeof(CamelCaseConverter<Reduction>))]
public enum Reduction
{
    /// <summary>Summed over the example's values: with beta 1, the evidence lower bound in nats.</summary>
    Sum,

    /// <summary>Averaged over the example's values, so that beta weighs as much as beta × values would with a sum.</summary>
    Mean,
}
