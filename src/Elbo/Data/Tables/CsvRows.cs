using System.Globalization;

namespace Elbo.Data.Tables;

/// <summary>A CSV file's rows. Its first record names the columns, unless one of its cells is a number: then they are called column1, column2, ….</summary>
internal sealed class CsvRows : ITableRows
{
    private const int LongestName = 256;

    private readonly CsvReader reader;
    private readonly string name;
    private bool waiting;

    /// <param name="stream">The file, which is closed with the rows.</param>
    /// <param name="name">What to call it in messages.</param>
    /// <param name="known">Names of which one in the first record makes it a header; none are needed.</param>
    /// <exception cref="ElboException">The file is empty, or its header cannot be.</exception>
    public CsvRows(Stream stream, string name, TableSchema? known = null)
    {
        (reader, this.name) = (new CsvReader(stream, name), name);
        try
        {
            if (!reader.Next()) throw new ElboException($"{name} is empty; give a table with a line of column names and a line for each row.");
            waiting = !IsHeader(known);
            Columns = Names();
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }

    public IReadOnlyList<string> Columns { get; }

    public string Place => $"{name}, line {reader.Line}";

    public bool Next()
    {
        if (waiting) waiting = false;
        else if (!reader.Next()) return false;
        return reader.Count == Columns.Count ? true
            : throw new ElboException($"{Place} has {reader.Count} cells, but there are {Columns.Count} columns; give every row as many, quoting cells that hold commas.");
    }

    public ReadOnlySpan<char> Cell(int column) => reader.Cell(column);

    public void Dispose() => reader.Dispose();

    private bool IsHeader(TableSchema? known)
    {
        bool number = false;
        for (int i = 0; i < reader.Count; i++)
        {
            var cell = reader.Cell(i).Trim();
            if (known is not null && known.Find(cell.ToString()) >= 0) return true;
            number |= double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out _) && !MissingCell.Is(cell);
        }
        return !number;
    }

    private string[] Names()
    {
        var names = new string[reader.Count];
        var seen = new HashSet<string>();
        for (int i = 0; i < names.Length; i++)
        {
            var cell = waiting ? default : reader.Cell(i).Trim();
            if (cell.Length > LongestName) throw new ElboException($"{name}: the name of column {i + 1} has {cell.Length:N0} letters, more than {LongestName}; shorten it.");
            names[i] = cell.IsEmpty ? string.Create(CultureInfo.InvariantCulture, $"column{i + 1}") : cell.ToString();
            if (!seen.Add(names[i])) throw new ElboException($"{name}: two columns are called {Quoted.Text(names[i])}; give each a name of its own.");
        }
        return names;
    }
}
