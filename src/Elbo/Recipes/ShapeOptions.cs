using System.Text.Json.Serialization;
using Elbo.Tensors;

namespace Elbo.Recipes;

/// <summary>The largest value of each square of pixels; a square that reaches past the edge is cut off there.</summary>
public sealed record MaxPoolOptions : LayerOptions
{
    /// <summary>Side of the square and distance to the next, 2 to 64 pixels.</summary>
    public int Size { get; init; } = 2;
}

/// <summary>A picture made larger.</summary>
public sealed record UpsampleOptions : LayerOptions
{
    /// <summary>How many times larger each side becomes, 2 to 16.</summary>
    public int Factor { get; init; } = 2;

    /// <summary>How pixels are found between those of the input.</summary>
    [JsonConverter(typeof(CamelCaseConverter<UpsamplingMode>))]
    public UpsamplingMode Mode { get; init; } = UpsamplingMode.Bilinear;
}

/// <summary>The same values as a picture of another shape, channel after channel.</summary>
public sealed record ReshapeOptions : LayerOptions
{
    /// <summary>Channels.</summary>
    public required int Channels { get; init; }

    /// <summary>Rows of pixels.</summary>
    public required int Height { get; init; }

    /// <summary>Pixels in a row.</summary>
    public required int Width { get; init; }
}

/// <summary>Dropout on its own, after a layer that has none: kept values are divided by the probability of keeping.</summary>
public sealed record DropoutOptions : LayerOptions
{
    /// <summary>Probability of dropping a value while training, in [0, 1).</summary>
    public double Rate { get; init; } = 0.5;
}
