using System.Text.Json.Serialization;

namespace Elbo.Recipes;

/// <summary>Distributions of initial weights. Biases begin at zero unless said otherwise.</summary>
[JsonConverter(typeof(CamelCaseConverter<InitialiserKind>))]
public enum InitialiserKind
{
    /// <summary>Uniform in ±√(6 / (fan-in + fan-out)). Glorot and Bengio, AISTATS 2010.</summary>
    XavierUniform,

    /// <summary>Normal with variance 2 / (fan-in + fan-out). Glorot and Bengio, AISTATS 2010.</summary>
    XavierNormal,

    /// <summary>Normal with variance 2 / fan-in. He et al., ICCV 2015.</summary>
    HeNormal,

    /// <summary>Uniform in ±√(6 / fan-in). He et al., ICCV 2015.</summary>
    HeUniform,

    /// <summary>Normal with standard deviation <see cref="ModelOptions.InitialiserScale"/>, redrawn beyond two of them.</summary>
    TruncatedNormal,

    /// <summary>Uniform in ±1/√(fan-in), biases too: the default of PyTorch's linear layer.</summary>
    Pytorch,
}
