using System.Text.Json.Serialization;
using Elbo.Tensors;

namespace Elbo.Recipes;

/// <summary>The decoder's last layer, whose units or channels the data decide.</summary>
public sealed record OutputOptions
{
    /// <summary>What kind of layer it is.</summary>
    public OutputKind Kind { get; init; } = OutputKind.Dense;

    /// <summary>The nonlinearity; linear for a Bernoulli likelihood, which takes logits.</summary>
    [JsonConverter(typeof(CamelCaseConverter<Activation>))]
    public Activation Activation { get; init; } = Activation.Linear;

    /// <summary>Side of a convolution's square window in pixels, 1 to 63.</summary>
    public int Kernel { get; init; } = 3;

    /// <summary>A convolution's stride, 1 to 16.</summary>
    public int Stride { get; init; } = 1;
}

/// <summary>Kinds of last layers.</summary>
[JsonConverter(typeof(CamelCaseConverter<OutputKind>))]
public enum OutputKind
{
    /// <summary>Every value from all inputs.</summary>
    Dense,

    /// <summary>A convolution.</summary>
    Convolution,

    /// <summary>A transposed convolution.</summary>
    TransposedConvolution,
}
