namespace Elbo;

/// <summary>Finds the name that a misspelt one was probably meant to be.</summary>
internal static class Nearest
{
    private const int LongestName = 200;

    /// <summary>
    /// The most similar candidate, or null when none is close. Letter case, hyphens and underscores do not count;
    /// initials do (<c>lr</c> finds <c>learningRate</c>), and so does a dotted name's last word alone.
    /// </summary>
    public static string? Find(string name, IEnumerable<string> candidates)
    {
        if (name.Length > LongestName) return null;
        string plain = Plain(name);
        string? best = null;
        int least = int.MaxValue;
        foreach (string candidate in candidates)
        {
            int distance = Score(name, plain, candidate);
            if (distance < least) (best, least) = (candidate, distance);
        }
        return best;
    }

    /// <summary>Optimal-string-alignment distance: insertions, deletions, substitutions and swaps of neighbours.</summary>
    /// <remarks>Damerau, "A technique for computer detection and correction of spelling errors", CACM 1964.</remarks>
    public static int Distance(string a, string b)
    {
        var older = new int[b.Length + 1];
        var previous = new int[b.Length + 1];
        var current = new int[b.Length + 1];
        for (int j = 0; j <= b.Length; j++) previous[j] = j;
        for (int i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int change = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                current[j] = Math.Min(change, 1 + Math.Min(previous[j], current[j - 1]));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    current[j] = Math.Min(current[j], older[j - 2] + 1);
            }
            (older, previous, current) = (previous, current, older);
        }
        return previous[b.Length];
    }

    /// <summary>How far a candidate is, or <see cref="int.MaxValue"/> when it is too far to be meant.</summary>
    private static int Score(string name, string plain, string candidate)
    {
        string other = Plain(candidate);
        int whole = Accepted(plain, other, CommonWords(plain, other));
        string last = candidate[(candidate.LastIndexOf('.') + 1)..];
        string lastGiven = name[(name.LastIndexOf('.') + 1)..];
        bool sameSection = name[..^lastGiven.Length] == candidate[..^last.Length];
        if (lastGiven.Length > 1 && (sameSection || lastGiven.Length == name.Length) && Plain(lastGiven) == Initials(last))
            return Math.Min(whole, 1);
        if (name.Contains('.') || last.Length == candidate.Length) return whole;
        int word = Accepted(plain, Plain(last), 0);
        return Math.Min(whole, word == int.MaxValue ? word : word + 1);
    }

    /// <summary>The distance, unless it exceeds a third of the part in which the names may differ.</summary>
    private static int Accepted(string a, string b, int same)
    {
        int limit = Math.Max(1, (Math.Max(a.Length, b.Length) - same) / 3);
        if (Math.Abs(a.Length - b.Length) > limit) return int.MaxValue;
        int distance = Distance(a, b);
        return distance <= limit ? distance : int.MaxValue;
    }

    /// <summary>Length of the dotted words that both names begin with.</summary>
    private static int CommonWords(string a, string b)
    {
        int words = 0;
        for (int i = 0; i < a.Length && i < b.Length && a[i] == b[i]; i++)
            if (a[i] == '.') words = i + 1;
        return words;
    }

    private static string Plain(string name) =>
        name.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();

    private static string Initials(string name)
    {
        string initials = name[..Math.Min(1, name.Length)];
        foreach (char letter in name)
            if (char.IsAsciiLetterUpper(letter)) initials += char.ToLowerInvariant(letter);
        return initials;
    }
}
