using Elbo.Tensors;

namespace Elbo.Exchange.PyTorch;

/// <summary>A module as PyTorch has it.</summary>
/// <param name="Call">The expression that makes it, such as <c>nn.Linear(784, 500)</c>.</param>
/// <param name="Origin">The recipe's layer that it is part of, such as <c>model.encoder.0</c>, for messages.</param>
/// <param name="Tensors">Its parameters and statistics.</param>
internal sealed record TorchModule(string Call, string Origin, params IReadOnlyList<TorchTensor> Tensors)
{
    /// <summary>Whether it normalises batches, and so also has a count of them.</summary>
    public bool IsNorm => Tensors.Count == 4;
}

/// <summary>A parameter of a module: all of a model's own, or some of its rows.</summary>
/// <param name="Leaf">Its name within the module, such as <c>weight</c>.</param>
/// <param name="Parameter">The model's.</param>
/// <param name="Start">Where its values begin in that.</param>
/// <param name="Shape">Sizes of the axes.</param>
internal sealed record TorchTensor(string Leaf, Parameter Parameter, int Start, IReadOnlyList<int> Shape)
{
    /// <summary>The whole parameter.</summary>
    public TorchTensor(string leaf, Parameter parameter) : this(leaf, parameter, 0, parameter.Dimensions) { }

    /// <summary>Its values in the store.</summary>
    public Span<float> Values(ParameterStore store)
    {
        int length = 1;
        foreach (int size in Shape) length *= size;
        return store.Weights(Parameter).Slice(Start, length);
    }
}
