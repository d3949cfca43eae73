namespace Elbo.Tensors;

/// <summary>A named weight: where it lies in its <see cref="ParameterStore"/> and its shape, in PyTorch's axis order.</summary>
public sealed class Parameter
{
    internal Parameter(string name, int[] dimensions, int offset)
    {
        (Name, Dimensions, Offset) = (name, dimensions, offset);
        Length = 1;
        foreach (int d in dimensions) Length = checked(Length * d);
    }

    /// <summary>Name, such as <c>encoder.0.weight</c>.</summary>
    public string Name { get; }

    /// <summary>Dimensions: <c>[out, in]</c> for a dense weight, <c>[out]</c> for a bias.</summary>
    public IReadOnlyList<int> Dimensions { get; }

    /// <summary>Number of values.</summary>
    public int Length { get; }

    internal int Offset { get; }

    // Whether this step's backward pass has stored a gradient that a second use must add to.
    internal bool HasGradient { get; set; }
}
