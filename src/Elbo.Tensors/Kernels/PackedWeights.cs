namespace Elbo.Tensors.Kernels;

/// <summary>
/// Brings a convolution's weights into the order in which its products read them: <c>[group][source][tap][row]</c>, where a
/// group is up to <see cref="Size"/> target channels, so that one step of a tile reads neighbours.
/// </summary>
internal unsafe struct PackedWeights : IJob
{
    /// <summary>Rows of a full tile.</summary>
    public const int Group = 12;

    public float* Weights, Packed;
    public int Targets, Sources, Taps;

    /// <summary>Floats between the weights of neighbouring target and source channels.</summary>
    public nint TargetStride, SourceStride;

    /// <summary>Target channels of a group.</summary>
    public int Size;

    /// <summary>Fills the last group up with zeros.</summary>
    public bool Fill;

    public readonly int Items => (Targets + Size - 1) / Size;

    /// <summary>Floats that <see cref="Packed"/> must hold.</summary>
    public readonly long Length => (long)(Fill ? Items * Size : Targets) * Sources * Taps;

    public readonly void Execute(int item)
    {
        int first = item * Size, rows = Math.Min(Size, Targets - first), width = Fill ? Size : rows;
        float* packed = Packed + ((nint)first * Sources * Taps);
        if (width > rows) new Span<float>(packed, width * Sources * Taps).Clear();
        for (int source = 0; source < Sources; source++)
        {
            float* weights = Weights + (first * TargetStride) + (source * SourceStride);
            for (int row = 0; row < rows; row++, weights += TargetStride)
            {
                for (int tap = 0; tap < Taps; tap++) packed[(tap * width) + row] = weights[tap];
            }
            packed += Taps * width;
        }
    }
}
