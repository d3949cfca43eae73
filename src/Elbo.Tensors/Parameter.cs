namespace Elbo.Tensors;

/// <summary>A named weight or statistic: where it lies in its <see cref="ParameterStore"/> and its shape, in PyTorch's axis order.</summary>
public sealed class Parameter
{
    internal Parameter(string name, int[] dimensions, bool trained)
    {
        (Name, Dimensions, Trained) = (name, dimensions, trained);
        Length = 1;
        foreach (int d in dimensions) Length = checked(Length * d);
    }

    /// <summary>Name, such as <c>encoder.0.weight</c>.</summary>
    public string Name { get; }

    /// <summary>Dimensions: <c>[out, in]</c> for a dense weight, <c>[out]</c> for a bias.</summary>
    public IReadOnlyList<int> Dimensions { get; }

    /// <summary>Number of values.</summary>
    public int Length { get; }

    /// <summary>Whether gradient descent changes it; a running statistic follows its batches instead.</summary>
    public bool Trained { get; }

    // Known once the store is allocated.
    internal int Offset { get; set; }

    // Floats it takes in a block. Each begins on a vector boundary, so updates need no tails.
    internal int Room => checked(Length + 31) & ~31;

    // Whether this step has stored a gradient, which a second use must add to, or a batch's statistic.
    internal bool HasGradient { get; set; }
}
