using System.Globalization;
using Elbo.Formats;

namespace Elbo.Data.Tables;

/// <summary>An array of rows and columns as a table, whose columns are called column1, column2, ….</summary>
internal sealed class NpyRows : ITableRows
{
    private readonly NpyArray array;
    private readonly int width;
    private readonly char[] cell = new char[32];
    private int row = -1;

    /// <exception cref="ElboException">The array has more than two dimensions, or no columns.</exception>
    public NpyRows(NpyArray array)
    {
        width = array.Shape switch { [_] => 1, [_, var columns] => columns, _ => 0 };
        if (width is 0 or > 1 << 17) throw new ElboException($"{array.Name} is an array of {string.Join(" × ", array.Shape)}, which is no table; give one of rows and columns.");
        this.array = array;
        Columns = [.. Enumerable.Range(1, width).Select(i => string.Create(CultureInfo.InvariantCulture, $"column{i}"))];
    }

    public IReadOnlyList<string> Columns { get; }

    public string Place => $"{array.Name}, row {row + 1}";

    public bool Next() => ++row < array.Shape[0];

    public ReadOnlySpan<char> Cell(int column)
    {
        double value = array[(row * width) + column];
        value.TryFormat(cell, out int length, default, CultureInfo.InvariantCulture);
        return cell.AsSpan(0, length);
    }

    public void Dispose() { }
}
