using System.Text.Json;
using System.Text.Json.Serialization;
using Elbo.Tensors;

namespace Elbo.Data.Tables;

/// <summary>
/// The columns of a table that a model is trained on, and how their cells become its values. It is kept with the model, and
/// tables that the model is given later must fit it. Two are equal when their documents are.
/// </summary>
/// <remarks>A row of model values holds the numeric columns first, then the binary ones, then the values of each categorical one.</remarks>
public sealed class TableSchema : IEquatable<TableSchema>
{
    private const int MostFeatures = 1 << 20;

    private readonly int[] starts;
    private readonly string json;

    internal TableSchema(IReadOnlyList<TableColumn> columns, string labelColumn = "", IReadOnlyList<string>? labelNames = null)
    {
        (Columns, LabelColumn, LabelNames) = (columns, labelColumn, labelNames ?? []);
        starts = new int[columns.Count];
        var groups = new List<int>();
        int next = 0;
        foreach (var kind in new[] { ColumnKind.Numeric, ColumnKind.Binary, ColumnKind.Categorical })
        {
            for (int i = 0; i < columns.Count; i++)
            {
                if (columns[i].Kind != kind) continue;
                starts[i] = next;
                next = checked(next + columns[i].Width);
                if (kind == ColumnKind.Numeric) Numeric++;
                else if (kind == ColumnKind.Binary) Binary++;
                else groups.Add(columns[i].Width);
            }
        }
        (Shape, Groups) = (new Shape(next), [.. groups]);
        json = JsonSerializer.Serialize(new SchemaDocument(columns, labelColumn, LabelNames), SchemaJson.Default.SchemaDocument);
    }

    /// <summary>The columns, in the table's order.</summary>
    public IReadOnlyList<TableColumn> Columns { get; }

    /// <summary>The column that holds the labels; empty for none.</summary>
    public string LabelColumn { get; }

    /// <summary>Names of the labels, indexed by label.</summary>
    public IReadOnlyList<string> LabelNames { get; }

    /// <summary>Shape of a row of model values.</summary>
    public Shape Shape { get; }

    /// <summary>Numeric columns, whose values come first.</summary>
    internal int Numeric { get; }

    /// <summary>Binary columns, whose values come next.</summary>
    internal int Binary { get; }

    /// <summary>How many values each categorical column has, in their order.</summary>
    internal int[] Groups { get; }

    /// <summary>Where a column's values begin in a row of model values.</summary>
    internal int Start(int column) => starts[column];

    /// <summary>The column of this name, or −1.</summary>
    internal int Find(string name)
    {
        for (int i = 0; i < Columns.Count; i++)
            if (Columns[i].Name == name) return i;
        return -1;
    }

    /// <summary>The schema as a document.</summary>
    public string ToJson() => json;

    /// <summary>Reads what <see cref="ToJson"/> wrote; null where the text is nothing like it.</summary>
    internal static TableSchema? Parse(string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, SchemaJson.Default.SchemaDocument) is { Columns: { } columns, LabelColumn: { } label, LabelNames: { } names }
                && Sound(columns) && names.Count <= 256 && !names.Contains(null!) ? new(columns, label, names) : null;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or NotSupportedException or FormatException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public bool Equals(TableSchema? other) => other is not null && json == other.json;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as TableSchema);

    /// <inheritdoc/>
    public override int GetHashCode() => json.GetHashCode(StringComparison.Ordinal);

    private static bool Sound(IReadOnlyList<TableColumn> columns)
    {
        var names = new HashSet<string>();
        long features = 0;
        foreach (var column in columns)
        {
            if (column is not { Name: not null, Values: not null } || column.Values.Contains(null!) || !names.Add(column.Name)) return false;
            // Of every kind: they are written too, and JSON has no infinity.
            if (!double.IsFinite(column.Mean) || !double.IsFinite(column.Deviation)) return false;
            bool sound = column.Kind switch
            {
                ColumnKind.Numeric => column.Deviation > 0
                    && column.Decimals is >= -1 and <= 9 && column.Fill is null or (> double.NegativeInfinity and < double.PositiveInfinity),
                ColumnKind.Binary => column.Values.Count == 2 && InRange(column),
                ColumnKind.Categorical => column.Values.Count >= 2 && InRange(column),
                _ => false,
            };
            features += sound ? column.Width : MostFeatures + 1;
            if (features > MostFeatures) return false;
        }
        return features > 0;
    }

    private static bool InRange(TableColumn column) => column.Fill is not { } fill || (fill >= 0 && fill < column.Values.Count && fill == Math.Floor(fill));
}

/// <summary>A schema's document.</summary>
internal sealed record SchemaDocument(IReadOnlyList<TableColumn> Columns, string LabelColumn, IReadOnlyList<string> LabelNames);

/// <summary>The generated serialiser of schemas.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SchemaDocument))]
internal sealed partial class SchemaJson : JsonSerializerContext;
