namespace Elbo.Data.Tables;

/// <summary>A table's rows one after the other, as text.</summary>
internal interface ITableRows : IDisposable
{
    /// <summary>Names of the columns, each another.</summary>
    IReadOnlyList<string> Columns { get; }

    /// <summary>Where the current row is, in words: <c>people.csv, line 7</c>.</summary>
    string Place { get; }

    /// <summary>Goes to the next row; false where there is none.</summary>
    /// <exception cref="ElboException">The file is damaged here.</exception>
    bool Next();

    /// <summary>A cell of the current row; good until the next.</summary>
    ReadOnlySpan<char> Cell(int column);
}
