using System.Globalization;

namespace Elbo.Data.Tables;

/// <summary>What the cells of a column look like, seen one after the other.</summary>
internal sealed class ColumnSurvey
{
    /// <summary>Most values of a categorical column.</summary>
    public const int MostValues = 1000;

    private const int LongestValue = 256, MostDecimals = 9;

    private readonly Dictionary<string, int> distinct = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> lookup;
    private bool numbers = true, many;
    private int decimals;

    public ColumnSurvey() => lookup = distinct.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Cells that say something.</summary>
    public long Told { get; private set; }

    /// <summary>Cells that say nothing.</summary>
    public long Missing { get; private set; }

    /// <summary>Whether all cells that say something are finite numbers, and there are some.</summary>
    public bool AllNumbers => numbers && Told > 0;

    /// <summary>Digits behind the point at most, or −1 where some number is written otherwise.</summary>
    public int Decimals => decimals;

    /// <summary>Whether there are more different values than a categorical column takes.</summary>
    public bool HasMany => many;

    /// <summary>How many different values there are, unless there are many.</summary>
    public int Distinct => distinct.Count;

    public void Add(ReadOnlySpan<char> cell)
    {
        cell = cell.Trim();
        if (MissingCell.Is(cell))
        {
            Missing++;
            return;
        }
        Told++;
        if (numbers) Count(cell);
        if (many || lookup.ContainsKey(cell)) return;
        many = distinct.Count == MostValues || cell.Length > LongestValue;
        if (!many) distinct.Add(cell.ToString(), distinct.Count);
    }

    /// <summary>The different values: numbers by size, text by its letters.</summary>
    public string[] Values() => AllNumbers
        ? [.. distinct.Keys.OrderBy(value => double.Parse(value, CultureInfo.InvariantCulture)).ThenBy(value => value, StringComparer.Ordinal)]
        : [.. distinct.Keys.Order(StringComparer.Ordinal)];

    private void Count(ReadOnlySpan<char> cell)
    {
        numbers = double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number);
        if (!numbers || decimals < 0) return;
        int point = cell.IndexOf('.'), behind = point < 0 ? 0 : cell.Length - point - 1;
        decimals = behind > MostDecimals || cell.IndexOfAny('e', 'E') >= 0 ? -1 : Math.Max(decimals, behind);
    }
}
