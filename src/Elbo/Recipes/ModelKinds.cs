using System.Text.Json.Serialization;

namespace Elbo.Recipes;

/// <summary>Families of the approximate posterior q(z|x).</summary>
[JsonConverter(typeof(CamelCaseConverter<PosteriorKind>))]
public enum PosteriorKind
{
    /// <summary>A Gaussian with a mean and a standard deviation of its own in each dimension.</summary>
    DiagonalGaussian,
}

/// <summary>Parameterisations of a standard deviation by an unbounded number.</summary>
[JsonConverter(typeof(CamelCaseConverter<DeviationKind>))]
public enum DeviationKind
{
    /// <summary>σ = log(1 + exp(ρ)).</summary>
    Softplus,

    /// <summary>σ = exp(ρ / 2): the network gives the log-variance.</summary>
    Exp,
}

/// <summary>Families of the prior p(z).</summary>
[JsonConverter(typeof(CamelCaseConverter<PriorKind>))]
public enum PriorKind
{
    /// <summary>Mean 0 and standard deviation 1 in each dimension, independently.</summary>
    StandardNormal,
}

/// <summary>What is known of an example beside itself.</summary>
[JsonConverter(typeof(CamelCaseConverter<ConditionKind>))]
public enum ConditionKind
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Its label, which encoder and decoder are given. Sohn, Lee and Yan, NeurIPS 2015.</summary>
    Label,
}

/// <summary>Families of the likelihood p(x|z).</summary>
[JsonConverter(typeof(CamelCaseConverter<LikelihoodKind>))]
public enum LikelihoodKind
{
    /// <summary>Bernoulli per pixel, from logits; data in [0, 1].</summary>
    Bernoulli,

    /// <summary>Gaussian per pixel around the decoder's output: the sum of squared errors.</summary>
    Gaussian,

    /// <summary>
    /// Each column of a table its own: Gaussian for numeric ones, Bernoulli for two-valued ones, a softmax over the values of
    /// categorical ones. Of data that are no table, every value is a numeric column.
    /// </summary>
    Mixed,
}
