using System.Text.Json.Serialization;
using Elbo.Tensors;

namespace Elbo.Recipes;

/// <summary>A fully connected layer, its activation and the dropout after it.</summary>
public sealed record DenseOptions : LayerOptions
{
    /// <summary>Output features, 1 to 1,000,000.</summary>
    public required int Units { get; init; }

    /// <summary>The nonlinearity.</summary>
    [JsonConverter(typeof(CamelCaseConverter<Activation>))]
    public Activation Activation { get; init; } = Activation.Relu;

    /// <summary>Probability of dropping an output while training, in [0, 1): one minus a reference's "keep probability".</summary>
    public double Dropout { get; init; }

    /// <summary>Whether batch normalisation stands before the nonlinearity, in place of a bias.</summary>
    public bool BatchNorm { get; init; }
}
