namespace Elbo.Tensors.Kernels;

/// <summary>
/// Brings a convolution's weights into the order in which its products read them: <c>[group][source][tap][row]</c>, where a
/// group is up to 12 target channels, so that one step of a tile reads neighbours.
/// </summary>
internal unsafe struct PackedWeights : IJob
{
    public const int Group = 12;
    public float* Weights, Packed;
    public int Targets, Sources, Taps;

    /// <summary>Floats between the weights of neighbouring target and source channels.</summary>
    public nint TargetStride, SourceStride;

    public readonly int Items => (Targets + Group - 1) / Group;

    public readonly void Execute(int item)
    {
        int first = item * Group, rows = Math.Min(Group, Targets - first);
        float* packed = Packed + ((nint)first * Sources * Taps);
        for (int source = 0; source < Sources; source++)
        {
            float* weights = Weights + (first * TargetStride) + (source * SourceStride);
            for (int row = 0; row < rows; row++, weights += TargetStride)
            {
                for (int tap = 0; tap < Taps; tap++) packed[(tap * rows) + row] = weights[tap];
            }
            packed += Taps * rows;
        }
    }
}
