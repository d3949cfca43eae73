namespace Elbo.Tensors;

/// <summary>
/// A handle to a batch of values on a <see cref="Tape"/>, valid until the tape begins its next step; a stale handle
/// throws instead of reading garbage.
/// </summary>
public readonly record struct Tensor
{
    internal Tensor(int index, int generation) => (Index, Generation) = (index, generation);

    internal int Index { get; }

    internal int Generation { get; }
}
