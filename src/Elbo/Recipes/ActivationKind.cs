using System.Text.Json.Serialization;

namespace Elbo.Recipes;

/// <summary>A layer's nonlinearity.</summary>
[JsonConverter(typeof(CamelCaseConverter<ActivationKind>))]
public enum ActivationKind
{
    /// <summary>x.</summary>
    Linear,

    /// <summary>max(x, 0).</summary>
    Relu,

    /// <summary>max(x, 0.2 x).</summary>
    LeakyRelu,

    /// <summary>x if x &gt; 0, else exp(x) − 1.</summary>
    Elu,

    /// <summary>tanh(x).</summary>
    Tanh,

    /// <summary>1 / (1 + exp(−x)).</summary>
    Sigmoid,

    /// <summary>log(1 + exp(x)).</summary>
    Softplus,
}
