using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Elbo.Data.Tables;

/// <summary>Rows of a table as a model sees them: <c>[row][value]</c>, laid out as the <see cref="Schema"/> says.</summary>
public sealed class TableDataset : Dataset
{
    private readonly ReadOnlyMemory<float> values;

    internal TableDataset(string name, TableSchema schema, ReadOnlyMemory<float> values, byte[]? labels, IReadOnlyList<string> labelNames)
        : base(name, schema.Shape, CountExamples(name, schema.Shape, values.Length), labels, labelNames) =>
        (Schema, this.values) = (schema, values);

    /// <summary>The table's columns.</summary>
    public TableSchema Schema { get; }

    /// <summary>The model values of row <paramref name="index"/>.</summary>
    public ReadOnlySpan<float> Example(int index) => values.Span.Slice(checked(index * Shape.Features), Shape.Features);

    /// <inheritdoc/>
    /// <remarks>The unit of a table's values: they are scaled column by column already, and may lie beyond.</remarks>
    public override (float Minimum, float Maximum) Range => (0, 1);

    /// <inheritdoc/>
    public override (double Mean, double Deviation) Moments() => Count == 0 ? throw NoMoments() : (0, 1);

    internal override string Noun => "row";

    private protected override void AddValues(IncrementalHash hash)
    {
        // By rows, because all floats together may be more bytes than a span holds.
        for (int i = 0; i < Count; i++) hash.AppendData(MemoryMarshal.AsBytes(Example(i)));
    }

    private protected override void GatherBlock(ReadOnlySpan<int> members, float scale, float shift, Span<float> block) =>
        LaneTiles.Gather(values.Span, Shape.Features, members, scale, shift, block);

    private protected override Dataset Part(int start, int count, string name, byte[]? labels) =>
        new TableDataset(name, Schema, values.Slice(start * Shape.Features, count * Shape.Features), labels, LabelNames);
}
