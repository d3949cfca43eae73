using System.Text.Json.Serialization;

namespace Elbo.Recipes;

/// <summary>What training minimises.</summary>
public sealed record ObjectiveOptions
{
    /// <summary>The family of objectives.</summary>
    public ObjectiveKind Kind { get; init; } = ObjectiveKind.Elbo;

    /// <summary>Weight of the KL term, 0 or more; 1 gives the evidence lower bound. Higgins et al., "beta-VAE", ICLR 2017.</summary>
    public double Beta { get; init; } = 1;
}

/// <summary>Families of objectives.</summary>
[JsonConverter(typeof(CamelCaseConverter<ObjectiveKind>))]
public enum ObjectiveKind
{
    /// <summary>Reconstruction + beta × KL: the negative evidence lower bound. Kingma and Welling, ICLR 2014.</summary>
    Elbo,
}
