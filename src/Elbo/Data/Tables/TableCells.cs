using System.Globalization;

namespace Elbo.Data.Tables;

/// <summary>
/// The cells of a table's columns as numbers <c>[row][column]</c>: a number itself, or the index of a value; NaN where it is missing.
/// </summary>
internal sealed class TableCells
{
    private const long MostCells = 1L << 27;

    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>>[] values;
    private readonly Dictionary<double, int>[] numbers;
    private readonly IReadOnlyList<TableColumn> columns;
    private double[] cells;

    private TableCells(IReadOnlyList<TableColumn> columns, int rows, string name)
    {
        if ((long)rows * columns.Count > MostCells)
            throw new ElboException($"{name} has {rows:N0} rows of {columns.Count:N0} columns, more than the {MostCells:N0} cells that are read; give fewer, or leave columns out with data.columns.");
        this.columns = columns;
        cells = new double[rows * columns.Count];
        values = new Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>>[columns.Count];
        numbers = new Dictionary<double, int>[columns.Count];
        for (int c = 0; c < columns.Count; c++)
        {
            var known = new Dictionary<string, int>(StringComparer.Ordinal);
            numbers[c] = [];
            for (int i = 0; i < columns[c].Values.Count; i++)
            {
                known.TryAdd(columns[c].Values[i], i);
                if (double.TryParse(columns[c].Values[i], NumberStyles.Float, CultureInfo.InvariantCulture, out double number)) numbers[c].TryAdd(number, i);
            }
            values[c] = known.GetAlternateLookup<ReadOnlySpan<char>>();
        }
    }

    /// <summary>Rows.</summary>
    public int Rows { get; private set; }

    /// <summary>The label of each row, or null where some have none.</summary>
    public byte[]? Labels { get; private set; }

    /// <summary>Names of the labels.</summary>
    public IReadOnlyList<string> LabelNames { get; private set; } = [];

    /// <summary>A cell.</summary>
    public double this[int row, int column] => cells[(row * columns.Count) + column];

    /// <summary>Reads all rows of a table that has these columns, and perhaps others, in any order.</summary>
    /// <param name="rows">The table, at its beginning.</param>
    /// <param name="name">What to call it.</param>
    /// <param name="columns">What to read.</param>
    /// <param name="labelColumn">The column of labels, which may be missing.</param>
    /// <param name="labelNames">Labels that are known; others come behind them.</param>
    /// <param name="count">How many rows there are; null for what there is.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="ElboException">A column is missing, or a cell does not fit its column.</exception>
    public static TableCells Read(ITableRows rows, string name, IReadOnlyList<TableColumn> columns, string labelColumn, IReadOnlyList<string> labelNames, int? count, CancellationToken cancellation)
    {
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < rows.Columns.Count; i++) known[rows.Columns[i]] = i;
        var from = new int[columns.Count];
        for (int c = 0; c < from.Length; c++)
        {
            if (!known.TryGetValue(columns[c].Name, out from[c]))
                throw new ElboException($"{name} has no column {Quoted.Text(columns[c].Name)}, which the model was trained on; give a table with all of its columns.");
        }
        var table = new TableCells(columns, count ?? 1024, name);
        var labels = labelColumn.Length > 0 && known.TryGetValue(labelColumn, out int at) ? new LabelCells(at, labelNames) : null;
        while (rows.Next())
        {
            if ((table.Rows & 4095) == 0) cancellation.ThrowIfCancellationRequested();
            table.Grow(name);
            for (int c = 0; c < from.Length; c++) table.cells[(table.Rows * from.Length) + c] = table.Value(rows, c, from[c]);
            labels?.Add(rows.Cell(labels.Column));
            table.Rows++;
        }
        (table.Labels, table.LabelNames) = labels?.Result ?? (null, labelNames);
        return table;
    }

    private void Grow(string name)
    {
        long needed = (Rows + 1L) * columns.Count;
        if (needed <= cells.Length) return;
        if (needed > MostCells) throw new ElboException($"{name} has more than {Rows:N0} rows of {columns.Count:N0} columns, too many to be read at once; divide it.");
        Array.Resize(ref cells, (int)Math.Min(MostCells, 2 * needed));
    }

    private double Value(ITableRows rows, int column, int from)
    {
        var cell = rows.Cell(from).Trim();
        if (MissingCell.Is(cell)) return double.NaN;
        bool isNumber = double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number);
        if (columns[column].Kind == ColumnKind.Numeric)
        {
            return isNumber ? number
                : throw new ElboException($"{rows.Place}: {Quoted.Text(cell.ToString())} in the numeric column {Quoted.Text(columns[column].Name)} is no finite number; correct it, with a point before decimals.");
        }
        if (values[column].TryGetValue(cell, out int index) || (isNumber && numbers[column].TryGetValue(number, out index))) return index;
        throw new ElboException($"{rows.Place}: the column {Quoted.Text(columns[column].Name)} holds {Quoted.Text(cell.ToString())}, which it did not when the model was trained ({Some(columns[column].Values)}); correct it or leave that row out.");
    }

    private static string Some(IReadOnlyList<string> values) => string.Join(", ", values.Take(6).Select(Quoted.Text)) + (values.Count > 6 ? ", …" : "");
}
