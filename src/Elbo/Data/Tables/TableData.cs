using System.Globalization;
using Elbo.Recipes;

namespace Elbo.Data.Tables;

/// <summary>Loads tables from files: divides their rows at random, measures the training rows, and encodes all.</summary>
internal static class TableData
{
    private const int Names = 8;

    /// <summary>Whether a path means a table's file.</summary>
    public static bool IsTable(string path) =>
        Path.GetExtension(path).ToLowerInvariant() is ".csv" or ".tsv" && !Directory.Exists(path);

    /// <summary>The parts of a table.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">What its columns are.</param>
    /// <param name="validation">Rows to validate with; a tenth when left out, and at most.</param>
    /// <param name="how">A schema that it must fit, and whether all rows are tests.</param>
    /// <exception cref="SettingException">There is no such file, or a setting does not fit it.</exception>
    /// <exception cref="ElboException">The file is damaged or does not fit the schema.</exception>
    public static DataSplits Load(string path, DataOptions options, int? validation, LoadOptions how)
    {
        string file = Path.GetFileName(path);
        return Load(file, known => OpenRows(path, known), options, validation, how);
    }

    /// <inheritdoc cref="Load(string, DataOptions, int?, LoadOptions)"/>
    public static DataSplits Load(string file, Func<TableSchema?, ITableRows> open, DataOptions options, int? validation, LoadOptions how)
    {
        if (how.Schema is { } known)
        {
            var given = Read(known.Columns, known.LabelColumn, known.LabelNames, null);
            return Divide(file, given, known, how.Whole, validation, how.Seed);
        }
        TableDraft draft;
        using (var rows = open(null)) draft = TableDraft.Of(rows, file, options, how.Cancellation);
        var cells = Read(draft.Columns, options.LabelColumn, draft.LabelNames, draft.Rows);
        var parts = Parts(cells.Rows, how.Whole, validation, how.Seed);
        int[] train = how.Whole ? parts.Test : parts.Train;
        TableColumn[] fitted = [.. draft.Columns.Select((column, i) => TableFit.Of(column, cells, i, train, options.Missing))];
        var schema = new TableSchema(fitted, options.LabelColumn, cells.LabelNames);
        var splits = Divide(file, cells, schema, how.Whole, validation, how.Seed);
        return splits with { Notices = [.. Summary(file, draft, schema, splits)] };

        TableCells Read(IReadOnlyList<TableColumn> columns, string label, IReadOnlyList<string> names, int? count)
        {
            using var rows = open(how.Schema);
            return TableCells.Read(rows, file, columns, label, names, count, how.Cancellation);
        }
    }

    private static DataSplits Divide(string file, TableCells cells, TableSchema schema, bool whole, int? validation, ulong seed)
    {
        var (train, some, test) = Parts(cells.Rows, whole, validation, seed);
        return new(Of(train, "train"), Of(some, "validation"), Of(test, whole ? null : "test"));

        TableDataset Of(int[] rows, string? name) => TableEncoder.Encode(file, name, schema, cells, rows);
    }

    /// <summary>Rows to train, to validate and to test with, each in the table's order.</summary>
    private static (int[] Train, int[] Validation, int[] Test) Parts(int rows, bool whole, int? validation, ulong seed) =>
        whole ? ([], [], [.. Enumerable.Range(0, rows)]) : RandomParts.Of(rows, test: true, validation, seed);

    private static IEnumerable<string> Summary(string file, TableDraft draft, TableSchema schema, DataSplits splits)
    {
        yield return string.Create(CultureInfo.InvariantCulture,
            $"{file}: {draft.Rows:N0} rows, at random {splits.Train.Count:N0} to train, {splits.Validation.Count:N0} to validate and {splits.Test.Count:N0} to test with; {schema.Columns.Count} columns become {schema.Shape.Features} values.");
        foreach (var kind in new[] { ColumnKind.Numeric, ColumnKind.Binary, ColumnKind.Categorical })
        {
            string[] names = [.. schema.Columns.Where(column => column.Kind == kind).Select(column => kind == ColumnKind.Numeric ? column.Name
                : kind == ColumnKind.Binary ? $"{column.Name} ({column.Values[0]}, {column.Values[1]})" : $"{column.Name} ({column.Values.Count} values)")];
            if (names.Length > 0) yield return $"  {kind.ToString().ToLowerInvariant()}: {Some(names)}";
        }
        if (schema.LabelColumn.Length > 0) yield return $"  label: {schema.LabelColumn} ({splits.Train.LabelNames.Count} values), which the model is not given as data";
        if (draft.Left.Count > 0) yield return $"  ignored: {Some([.. draft.Left.Select(each => $"{each.Name} ({each.Why})")])}";
        yield return "  Change a kind with --set data.columns=NAME=KIND, where KIND is numeric, binary, categorical or ignored.";
    }

    private static string Some(string[] names) => string.Join(", ", names.Take(Names)) + (names.Length > Names ? $" and {names.Length - Names} more" : "");

    /// <summary>All cells of one column of a file, trimmed.</summary>
    /// <param name="path">The file, or a known table's name.</param>
    /// <param name="column">The column's name.</param>
    /// <param name="schema">Columns that the file is known to have, which tell its header from a row; null where nobody knows.</param>
    /// <exception cref="SettingException">There is no such file or column.</exception>
    public static string[] Column(string path, string column, TableSchema? schema)
    {
        using ITableRows rows = ArrayData.IsArray(path) ? ArrayData.Rows(path) : OpenRows(path, schema);
        int at = 0;
        while (at < rows.Columns.Count && rows.Columns[at] != column) at++;
        if (at == rows.Columns.Count) throw new SettingException($"{Path.GetFileName(path)} has no column {Quoted.Text(column)}; its columns are {Some([.. rows.Columns.Select(Quoted.Text)])}.");
        var cells = new List<string>();
        while (rows.Next()) cells.Add(rows.Cell(at).Trim().ToString());
        return [.. cells];
    }

    /// <summary>The built-in table of this name, or the file at this path.</summary>
    private static CsvRows OpenRows(string path, TableSchema? known) => path == Penguins.Name ? Penguins.Open() : new(Open(path), Path.GetFileName(path), known);

    /// <summary>Opens a file for reading.</summary>
    internal static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        }
        catch (Exception cause) when (cause is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new SettingException($"There is no file {Quoted.Text(path)}; check the path.", cause);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new ElboException($"{path} could not be read; check that it is a file and that you may read it.", cause);
        }
    }
}
