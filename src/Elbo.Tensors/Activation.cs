namespace Elbo.Tensors;

/// <summary>The function applied to each output of a layer.</summary>
public enum Activation
{
    /// <summary>x.</summary>
    Linear,

    /// <summary>max(x, 0).</summary>
    Relu,

    /// <summary>x where positive, else 0.2 x.</summary>
    LeakyRelu,

    /// <summary>x where positive, else e^x − 1 (Clevert, Unterthiner and Hochreiter 2016, with α = 1).</summary>
    Elu,

    /// <summary>tanh x.</summary>
    Tanh,

    /// <summary>1 / (1 + e^−x).</summary>
    Sigmoid,

    /// <summary>ln(1 + e^x).</summary>
    Softplus,

    /// <summary>e^x.</summary>
    Exp,
}
