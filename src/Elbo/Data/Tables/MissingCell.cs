namespace Elbo.Data.Tables;

/// <summary>Which cells say nothing.</summary>
internal static class MissingCell
{
    private static readonly string[] Words = ["NA", "N/A", "NaN", "null", "?"];

    /// <summary>Whether a cell is empty or says NA, N/A, NaN, null or ?, in capitals or not.</summary>
    public static bool Is(ReadOnlySpan<char> cell)
    {
        cell = cell.Trim();
        if (cell.IsEmpty) return true;
        if (cell.Length > 4) return false;
        foreach (string word in Words)
            if (cell.Equals(word, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }
}
