using Elbo.Tensors;

namespace Elbo.Data;

/// <summary>Examples of bytes 0…255 held in memory, each channel-major: <c>[example][channel][row][column]</c>.</summary>
public sealed class ByteDataset : Dataset
{
    private readonly ReadOnlyMemory<byte> values;

    /// <summary>Wraps bytes without copying them.</summary>
    /// <param name="name">A name for messages.</param>
    /// <param name="shape">Shape of one example.</param>
    /// <param name="values">All examples, one after the other.</param>
    /// <param name="labels">One label per example, or null.</param>
    /// <param name="labelNames">Names of the labels; "0", "1", … when left out.</param>
    /// <exception cref="ElboException">The bytes are no whole examples, or the labels do not fit them.</exception>
    public ByteDataset(string name, Shape shape, ReadOnlyMemory<byte> values, byte[]? labels = null, IReadOnlyList<string>? labelNames = null)
        : base(name, shape, CountExamples(name, shape, values.Length), labels, labelNames ?? NumberLabels(labels)) =>
        this.values = values;

    /// <summary>All bytes, example after example.</summary>
    public ReadOnlyMemory<byte> Values => values;

    /// <summary>The bytes of example <paramref name="index"/>, channel-major.</summary>
    public ReadOnlySpan<byte> Example(int index) => values.Span.Slice(checked(index * Shape.Features), Shape.Features);

    /// <inheritdoc/>
    public override (float Minimum, float Maximum) Range => (0, 255);

    /// <inheritdoc/>
    /// <remarks>Sums are integers, so the moments are exact but for their last rounding.</remarks>
    public override (double Mean, double Deviation) Moments()
    {
        if (values.Length == 0) throw NoMoments();
        ulong sum = 0, squares = 0, n = (ulong)values.Length;
        foreach (byte value in values.Span)
        {
            sum += value;
            squares += (uint)(value * value);
        }
        UInt128 spread = ((UInt128)n * squares) - ((UInt128)sum * sum);
        return ((double)sum / n, Math.Sqrt((double)spread) / n);
    }

    /// <inheritdoc/>
    public override void Gather(ReadOnlySpan<int> indices, float scale, float shift, Span<float> lanes)
    {
        CheckGather(indices, lanes.Length);
        int features = Shape.Features;
        for (int first = 0; first < indices.Length; first += Lanes.Width)
        {
            var members = indices.Slice(first, Math.Min(Lanes.Width, indices.Length - first));
            var block = lanes.Slice(first * features, features * Lanes.Width);
            LaneTiles.Gather(values.Span, features, members, scale, shift, block);
        }
    }

    /// <inheritdoc/>
    public override Dataset Slice(int start, int count, string name)
    {
        CheckSlice(start, count);
        int features = Shape.Features;
        return new ByteDataset(name, Shape, values.Slice(start * features, count * features), Labels?.AsSpan(start, count).ToArray(), LabelNames);
    }
}
