using Elbo.Tensors;

namespace Elbo.Explorer.Export;

/// <summary>
/// A layer's weights in 16 bits, times a power of two that puts the largest near the end of what a half reaches: no weight is too large, and
/// those that lose bits for being small are 2^28 times smaller than the largest.
/// </summary>
internal sealed class WeightTensor
{
    private const int LargestExponent = 14;

    private readonly ParameterStore store;
    private readonly Parameter parameter;
    private readonly int[]? order;

    /// <param name="store">Where the weights are.</param>
    /// <param name="parameter">Which they are.</param>
    /// <param name="order">Which weight comes when; null for the order they lie in.</param>
    /// <exception cref="ElboException">A weight is not finite.</exception>
    public WeightTensor(ParameterStore store, Parameter parameter, int[]? order = null)
    {
        (this.store, this.parameter, this.order) = (store, parameter, order);
        float largest = 0;
        foreach (float weight in store.Weights(parameter))
        {
            if (!float.IsFinite(weight)) throw new ElboException($"A weight of {parameter.Name} is not finite, so there is nothing to decode with; export an earlier checkpoint or train anew.");
            largest = Math.Max(largest, Math.Abs(weight));
        }
        Exponent = largest > 0 ? MathF.ILogB(largest) - LargestExponent : 0;
    }

    /// <summary>Number of weights.</summary>
    public int Count => parameter.Length;

    /// <summary>A half times 2 to this power is a weight.</summary>
    public int Exponent { get; }

    /// <summary>Halves from number <paramref name="start"/> on, each the nearest, ties to even.</summary>
    public void Read(int start, Span<Half> halves)
    {
        var weights = store.Weights(parameter);
        for (int i = 0; i < halves.Length; i++)
            halves[i] = (Half)Math.ScaleB(weights[order is null ? start + i : order[start + i]], -Exponent);
    }
}
