namespace Elbo.Sweeps;

/// <summary>Names of runs for legends: <c>latent 2</c> or <c>latent 2, beta 8</c>.</summary>
internal static class RunLabels
{
    /// <summary>A name for the values of some keys.</summary>
    public static string Of(IReadOnlyList<string> keys, IReadOnlyList<string> values)
    {
        string[] words = [.. keys.Select(key => key[(key.LastIndexOf('.') + 1)..])];
        bool clear = words.Distinct(StringComparer.Ordinal).Count() == words.Length;
        return string.Join(", ", values.Select((value, k) => $"{(clear ? words[k] : keys[k])} {RunName.Label(value)}"));
    }
}
