namespace Elbo.Data;

/// <summary>Guesses which name a misspelt one stands for.</summary>
internal static class NearestName
{
    /// <summary>The name with the fewest single-letter edits, letter case aside; the first of several.</summary>
    public static string Of(string misspelt, IReadOnlyList<string> names)
    {
        string nearest = names[0];
        int fewest = int.MaxValue;
        foreach (string name in names)
        {
            int edits = Edits(misspelt.ToLowerInvariant(), name.ToLowerInvariant());
            if (edits < fewest) (nearest, fewest) = (name, edits);
        }
        return nearest;
    }

    // Levenshtein's distance, one row at a time.
    private static int Edits(string a, string b)
    {
        var row = new int[b.Length + 1];
        for (int j = 0; j < row.Length; j++) row[j] = j;
        for (int i = 0; i < a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i + 1;
            for (int j = 0; j < b.Length; j++)
            {
                int replaced = diagonal + (a[i] == b[j] ? 0 : 1);
                diagonal = row[j + 1];
                row[j + 1] = Math.Min(replaced, 1 + Math.Min(row[j], row[j + 1]));
            }
        }
        return row[^1];
    }
}
