namespace Elbo.Tensors.Tests;

/// <summary>One input of a case: its features and the range its values are drawn from.</summary>
internal sealed record Slot(int Features, float Low = -1.5f, float High = 1.5f, bool Differentiable = true);

/// <summary>One row of the gradient-check table: an operation at fixed sizes, beside its twin in double.</summary>
/// <param name="Name">Name shown by the test runner.</param>
/// <param name="Operation">The class of operation.</param>
/// <param name="Inputs">Its inputs.</param>
/// <param name="Parameters">Dimensions of its parameters.</param>
/// <param name="Draws">Whether it takes a random stream.</param>
/// <param name="Forward">Runs it.</param>
/// <param name="Twin">The same in double: rows of the inputs, parameters, batch and key → rows of the output.</param>
internal sealed record OperationCase(
    string Name, Type Operation, Slot[] Inputs, int[][] Parameters, bool Draws,
    Func<Tape, Tensor[], Parameter[], Tensor> Forward,
    Func<double[][], double[][], int, Philox, double[]> Twin)
{
    /// <summary>Lengths of the running statistics it takes, behind its parameters.</summary>
    public int[] Statistics { get; init; } = [];

    /// <summary>Whether an example's output depends on the whole batch.</summary>
    public bool Coupled { get; init; }

    public override string ToString() => Name;
}
