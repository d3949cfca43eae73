namespace Elbo.Data.Tables;

/// <summary>Turns a table's cells into model values.</summary>
internal static class TableEncoder
{
    /// <summary>Rows <c>[row][value]</c> as a schema lays them out.</summary>
    /// <exception cref="ElboException">A cell is missing where that is refused, or a number too far from those of training.</exception>
    public static TableDataset Encode(string file, string? part, TableSchema schema, TableCells cells, int[] rows)
    {
        int features = schema.Shape.Features;
        var values = new float[checked(rows.Length * features)];
        for (int i = 0; i < rows.Length; i++)
        {
            var row = values.AsSpan(i * features, features);
            for (int c = 0; c < schema.Columns.Count; c++)
            {
                var column = schema.Columns[c];
                double cell = cells[rows[i], c];
                if (double.IsNaN(cell)) cell = column.Fill ?? throw Missing(file, column, rows[i]);
                int start = schema.Start(c);
                if (column.Kind == ColumnKind.Categorical) row[start + (int)cell] = 1;
                else if (column.Kind == ColumnKind.Binary) row[start] = (float)cell;
                else if ((float)((cell - column.Mean) / column.Deviation) is var value && float.IsFinite(value)) row[start] = value;
                else throw new ElboException($"{file}: the number in column {Quoted.Text(column.Name)} of row {rows[i] + 1} is too far from all others to be told; correct it.");
            }
        }
        byte[]? labels = cells.Labels is { } all ? Array.ConvertAll(rows, row => all[row]) : null;
        return new TableDataset(part is null ? file : $"{file}/{part}", schema, values, labels, cells.LabelNames);
    }

    private static ElboException Missing(string file, TableColumn column, int row) =>
        new($"{file}: column {Quoted.Text(column.Name)} of row {row + 1} is missing; fill it in, leave that row out, or train with data.missing=mean, median or mostFrequent.");
}
