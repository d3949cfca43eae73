using System.Globalization;

namespace Elbo.Reports;

/// <summary>Numbers as a reader of the page sees them: a true minus sign, thousands apart, the same in every culture.</summary>
internal static class Shown
{
    private const int MostListed = 12;

    public static string Number(double value, int decimals) => !double.IsFinite(value) ? "not finite"
        : value.ToString("N" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture).Replace('-', '−');

    /// <summary>Four significant digits, for numbers of any size.</summary>
    public static string Short(double value) => !double.IsFinite(value) ? "not finite"
        : Math.Abs(value) is >= 1000 and < 1e15 ? Number(value, 0)
        : value.ToString("G4", CultureInfo.InvariantCulture).Replace('-', '−');

    public static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>"1 picture", "2 pictures".</summary>
    public static string Count(long value, string noun) => $"{Count(value)} {noun}{(value == 1 ? "" : "s")}";

    public static string Duration(double seconds) => seconds switch
    {
        < 10 => $"{Number(seconds, 1)} s",
        < 60 => $"{Number(seconds, 0)} s",
        < 3600 => $"{(int)seconds / 60} min {(int)seconds % 60} s",
        _ => $"{Count((long)seconds / 3600)} h {(long)seconds / 60 % 60} min",
    };

    /// <summary>"1", "1 and 2", "1, 2 and 3", and past twelve how many more.</summary>
    public static string List(IReadOnlyList<int> numbers)
    {
        var words = numbers.Take(MostListed).Select(n => n.ToString(CultureInfo.InvariantCulture)).ToList();
        if (numbers.Count > MostListed) words.Add($"{Count(numbers.Count - MostListed)} more");
        return words.Count < 2 ? string.Concat(words) : string.Join(", ", words.Take(words.Count - 1)) + " and " + words[^1];
    }
}
