namespace Elbo.Data.Tables;

/// <summary>The labels of a table's rows, as they are read.</summary>
/// <param name="column">Where they stand.</param>
/// <param name="known">Names that are known already; others come behind them.</param>
internal sealed class LabelCells(int column, IReadOnlyList<string> known)
{
    private const int Most = 256;

    private readonly List<string> names = [.. known];
    private readonly List<byte> labels = [];
    private bool whole = true;

    public int Column => column;

    /// <summary>The labels and their names; no labels where some row has none, or there are too many different ones.</summary>
    public (byte[]? Labels, IReadOnlyList<string> Names) Result => whole ? (labels.ToArray(), names) : (null, known);

    public void Add(ReadOnlySpan<char> cell)
    {
        cell = cell.Trim();
        whole &= !MissingCell.Is(cell);
        if (!whole) return;
        int index = 0;
        while (index < names.Count && !cell.SequenceEqual(names[index])) index++;
        if (index == names.Count) names.Add(cell.ToString());
        whole = names.Count <= Most;
        labels.Add((byte)index);
    }
}
