using System.Globalization;
using Elbo.Tensors;

namespace Elbo.Diagnosis;

/// <summary>How findings write numbers.</summary>
internal static class Words
{
    private const int MostListed = 12;

    /// <summary>Three significant digits, without an exponent where people would write none.</summary>
    public static string Number(double value)
    {
        if (!double.IsFinite(value) || value == 0) return value.ToString(CultureInfo.InvariantCulture);
        double size = Math.Abs(value);
        if (size is >= 1e6 or < 1e-4) return value.ToString("0.##e0", CultureInfo.InvariantCulture);
        int decimals = Math.Clamp(2 - (int)Math.Floor(Math.Log10(size)), 0, 6);
        return value.ToString(size >= 1000 ? "#,0" : "0." + new string('#', decimals), CultureInfo.InvariantCulture);
    }

    /// <summary>A whole number, thousands apart.</summary>
    public static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A fraction as per cent; a few are never none.</summary>
    public static string Percent(double part) => part is > 0 and < 0.001 ? "under 0.1 %" : $"{(100 * part).ToString("0.#", CultureInfo.InvariantCulture)} %";

    /// <summary>"3, 4 and 17", or the first of many.</summary>
    public static string List(IReadOnlyList<int> indices)
    {
        if (indices.Count == 1) return $"{indices[0]}";
        if (indices.Count > MostListed) return $"{string.Join(", ", indices.Take(MostListed))} and {Count(indices.Count - MostListed)} more";
        return $"{string.Join(", ", indices.SkipLast(1))} and {indices[^1]}";
    }

    /// <summary>The name of an activation as recipes write it.</summary>
    public static string Of(Activation activation) => activation == Activation.LeakyRelu ? "leakyRelu" : $"{activation}".ToLowerInvariant();
}
