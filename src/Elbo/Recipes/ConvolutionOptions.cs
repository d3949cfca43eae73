using System.Text.Json.Serialization;
using Elbo.Tensors;

namespace Elbo.Recipes;

/// <summary>A convolution with SAME padding as TensorFlow does it: ⌈size / stride⌉ results, the extra padding pixel at the end.</summary>
public sealed record ConvolutionOptions : LayerOptions
{
    /// <summary>Output channels, 1 to 65,536.</summary>
    public required int Channels { get; init; }

    /// <summary>Side of the square window in pixels, 1 to 63.</summary>
    public int Kernel { get; init; } = 3;

    /// <summary>Pixels between neighbouring windows, 1 to 16.</summary>
    public int Stride { get; init; } = 1;

    /// <summary>The nonlinearity.</summary>
    [JsonConverter(typeof(CamelCaseConverter<Activation>))]
    public Activation Activation { get; init; } = Activation.Relu;

    /// <summary>Whether batch normalisation stands before the nonlinearity, in place of a bias.</summary>
    public bool BatchNorm { get; init; }
}

/// <summary>A transposed convolution with SAME padding: as many times larger as its stride.</summary>
public sealed record TransposedConvolutionOptions : LayerOptions
{
    /// <summary>Output channels, 1 to 65,536.</summary>
    public required int Channels { get; init; }

    /// <summary>Side of the square window in pixels, 1 to 63.</summary>
    public int Kernel { get; init; } = 3;

    /// <summary>How many times larger each side becomes, 1 to 16.</summary>
    public int Stride { get; init; } = 1;

    /// <summary>The nonlinearity.</summary>
    [JsonConverter(typeof(CamelCaseConverter<Activation>))]
    public Activation Activation { get; init; } = Activation.Relu;

    /// <summary>Whether batch normalisation stands before the nonlinearity, in place of a bias.</summary>
    public bool BatchNorm { get; init; }
}
