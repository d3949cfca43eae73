using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Elbo.Tensors;

namespace Elbo.Data;

/// <summary>Examples of finite floats held in memory, each channel-major: <c>[example][channel][row][column]</c>.</summary>
public sealed class FloatDataset : Dataset
{
    private readonly ReadOnlyMemory<float> values;
    private readonly (float Minimum, float Maximum) range;
    private readonly Lazy<(float, float)> extremes;

    /// <summary>Wraps floats without copying them.</summary>
    /// <param name="name">A name for messages.</param>
    /// <param name="shape">Shape of one example.</param>
    /// <param name="values">All examples, one after the other; they must not change afterwards.</param>
    /// <param name="labels">One label per example, or null.</param>
    /// <param name="labelNames">Names of the labels; "0", "1", … when left out.</param>
    /// <exception cref="ElboException">A value is NaN or infinite, the floats are no whole examples, or the labels do not fit them.</exception>
    public FloatDataset(string name, Shape shape, ReadOnlyMemory<float> values, byte[]? labels = null, IReadOnlyList<string>? labelNames = null)
        : this(name, shape, values, labels, labelNames ?? NumberLabels(labels), Survey(name, shape, values.Span))
    {
    }

    /// <summary>Part of what has these extremes.</summary>
    internal FloatDataset(
        string name, Shape shape, ReadOnlyMemory<float> values, byte[]? labels, IReadOnlyList<string> labelNames, (float, float) range)
        : base(name, shape, CountExamples(name, shape, values.Length), labels, labelNames) =>
        (this.values, this.range, extremes) = (values, range, new(() => values.IsEmpty ? range : Survey(name, shape, values.Span)));

    /// <summary>All values, example after example.</summary>
    public ReadOnlyMemory<float> Values => values;

    /// <summary>The values of example <paramref name="index"/>, channel-major.</summary>
    public ReadOnlySpan<float> Example(int index) => values.Span.Slice(checked(index * Shape.Features), Shape.Features);

    /// <inheritdoc/>
    /// <remarks>The extremes of the values given; a slice keeps those of the whole, so that parts are scaled alike.</remarks>
    public override (float Minimum, float Maximum) Range => range;

    /// <summary>The least and the largest value that there is.</summary>
    internal override (float Minimum, float Maximum) Extremes => extremes.Value;

    /// <inheritdoc/>
    public override (double Mean, double Deviation) Moments()
    {
        if (values.Length == 0) throw NoMoments();
        double sum = 0, squares = 0;
        foreach (float value in values.Span) sum += value;
        double mean = sum / values.Length;
        foreach (float value in values.Span) squares += (value - mean) * (value - mean);
        return (mean, Math.Sqrt(squares / values.Length));
    }

    private protected override void AddValues(IncrementalHash hash)
    {
        // By examples, because all floats together may be more bytes than a span holds.
        for (int i = 0; i < Count; i++) hash.AppendData(MemoryMarshal.AsBytes(Example(i)));
    }

    private protected override void GatherBlock(ReadOnlySpan<int> members, float scale, float shift, Span<float> block) =>
        LaneTiles.Gather(values.Span, Shape.Features, members, scale, shift, block);

    private protected override Dataset Part(int start, int count, string name, byte[]? labels) =>
        new FloatDataset(name, Shape, values.Slice(start * Shape.Features, count * Shape.Features), labels, LabelNames, range);

    private static (float, float) Survey(string name, Shape shape, ReadOnlySpan<float> values)
    {
        if (values.IsEmpty) return (0, 0);
        float minimum = float.PositiveInfinity, maximum = float.NegativeInfinity;
        for (int i = 0; i < values.Length; i++)
        {
            if (!float.IsFinite(values[i])) throw NotFinite(name, shape, i, values[i]);
            minimum = Math.Min(minimum, values[i]);
            maximum = Math.Max(maximum, values[i]);
        }
        return (minimum, maximum);
    }

    private static ElboException NotFinite(string name, Shape shape, int at, float value)
    {
        int features = Math.Max(1, shape.Features), area = Math.Max(1, shape.Height * shape.Width), width = Math.Max(1, shape.Width);
        int position = at % features;
        string where = area == 1 ? $"value {position}" : $"channel {position / area}, row {position % area / width}, column {position % width}";
        string what = float.IsNaN(value) ? "NaN" : "infinite";
        return new($"Data set '{name}' is {what} in example {at / features} at {where}; clean the data or leave that example out.");
    }
}
