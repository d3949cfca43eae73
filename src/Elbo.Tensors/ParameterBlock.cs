namespace Elbo.Tensors;

/// <summary>One of the parallel blocks of a <see cref="ParameterStore"/>.</summary>
public enum ParameterBlock
{
    /// <summary>The weights.</summary>
    Weights,

    /// <summary>Their gradients.</summary>
    Gradients,

    /// <summary>Adam's decayed mean of the gradient.</summary>
    FirstMoments,

    /// <summary>Adam's decayed mean of the squared gradient.</summary>
    SecondMoments,
}
