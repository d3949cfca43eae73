using System.Security.Cryptography;
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
        var moments = new ByteMoments();
        moments.Add(values.Span);
        return moments.Result;
    }

    private protected override void AddValues(IncrementalHash hash) => hash.AppendData(values.Span);

    private protected override void GatherBlock(ReadOnlySpan<int> members, float scale, float shift, Span<float> block) =>
        LaneTiles.Gather(values.Span, Shape.Features, members, scale, shift, block);

    private protected override Dataset Part(int start, int count, string name, byte[]? labels) =>
        new ByteDataset(name, Shape, values.Slice(start * Shape.Features, count * Shape.Features), labels, LabelNames);
}
