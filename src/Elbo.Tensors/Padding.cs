namespace Elbo.Tensors;

/// <summary>How far a convolution's window reaches past the edges of its input, where it meets zeros.</summary>
public readonly record struct Padding
{
    private readonly bool same;
    private readonly int before, after;

    private Padding(bool same, int before, int after) => (this.same, this.before, this.after) = (same, before, after);

    /// <summary>TensorFlow's SAME: ⌈size / stride⌉ results; of an odd number of padding pixels the extra one lies at the end.</summary>
    public static Padding Same { get; } = new(true, 0, 0);

    /// <summary>TensorFlow's VALID: none.</summary>
    public static Padding Valid { get; } = new(false, 0, 0);

    /// <summary>Pixels before the first and after the last row, and likewise column.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    public static Padding Of(int before, int after)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(before);
        ArgumentOutOfRangeException.ThrowIfNegative(after);
        return new(false, before, after);
    }

    /// <inheritdoc/>
    public override string ToString() => same ? "same" : $"{before}+{after}";

    /// <summary>Results of a convolution along one axis.</summary>
    /// <param name="size">Pixels along the axis.</param>
    /// <param name="kernel">Pixels of the window.</param>
    /// <param name="stride">Pixels between windows.</param>
    public int Results(int size, int kernel, int stride) => Of(size, kernel, stride).Results;

    /// <summary>Results along one axis of a convolution, and the pixels before it.</summary>
    internal (int Results, int Before) Of(int size, int kernel, int stride)
    {
        if (!same) return (size + before + after < kernel ? 0 : ((size + before + after - kernel) / stride) + 1, before);
        int results = (size + stride - 1) / stride;
        return (results, Math.Max(0, ((results - 1) * stride) + kernel - size) / 2);
    }

    /// <summary>Results along one axis of a transposed convolution, and the pixels it leaves out before them.</summary>
    internal (int Results, int Before) Transposed(int size, int kernel, int stride) => same
        ? (size * stride, Of(size * stride, kernel, stride).Before)
        : (((size - 1) * stride) + kernel - before - after, before);
}
