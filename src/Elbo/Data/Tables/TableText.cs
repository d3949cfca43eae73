using System.Globalization;
using Elbo.Formats;
using Elbo.Runs;

namespace Elbo.Data.Tables;

/// <summary>Model values of a table's rows as the table's own text.</summary>
public static class TableText
{
    /// <summary>A cell: a number in the column's own units, or the likeliest of its values.</summary>
    /// <param name="schema">The columns.</param>
    /// <param name="row">A row of model values, <c>[values]</c>.</param>
    /// <param name="column">Which column.</param>
    public static string Cell(TableSchema schema, ReadOnlySpan<float> row, int column)
    {
        ArgumentNullException.ThrowIfNull(schema);
        var of = schema.Columns[column];
        var own = row.Slice(schema.Start(column), of.Width);
        if (of.Kind == ColumnKind.Binary) return of.Values[own[0] > 0.5f ? 1 : 0];
        if (of.Kind == ColumnKind.Categorical)
        {
            int best = 0;
            for (int i = 1; i < own.Length; i++)
                if (own[i] > own[best]) best = i;
            return of.Values[best];
        }
        double value = of.Mean + (of.Deviation * own[0]);
        return of.Decimals < 0 ? value.ToString("G6", CultureInfo.InvariantCulture)
            : (Math.Round(value, of.Decimals) + 0.0).ToString("F" + of.Decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }

    /// <summary>Writes rows as comma-separated values with a line of column names.</summary>
    /// <param name="path">The file, replaced only when all is on disk.</param>
    /// <param name="schema">The columns.</param>
    /// <param name="rows">Model values, <c>[n][values]</c>.</param>
    /// <exception cref="ElboException">The file cannot be written.</exception>
    public static void Save(string path, TableSchema schema, ReadOnlyMemory<float> rows)
    {
        ArgumentNullException.ThrowIfNull(schema);
        int features = schema.Shape.Features;
        if (rows.Length % features != 0) throw new ArgumentException($"{rows.Length} values are not whole rows of {features}.", nameof(rows));
        AtomicFile.Write(path, stream =>
        {
            using var text = new StreamWriter(stream, leaveOpen: true) { NewLine = "\n" };
            text.WriteLine(string.Join(',', schema.Columns.Select(column => CsvCell.Of(column.Name))));
            for (int start = 0; start < rows.Length; start += features)
            {
                int at = start;
                text.WriteLine(string.Join(',', schema.Columns.Select((_, c) => CsvCell.Of(Cell(schema, rows.Span.Slice(at, features), c)))));
            }
        });
    }
}
