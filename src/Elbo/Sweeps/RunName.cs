using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Elbo.Sweeps;

/// <summary>Names of a sweep's run directories, which any file system can hold.</summary>
internal static class RunName
{
    private const int LongestValue = 40, Longest = 180;

    /// <summary><c>key=value,key=value</c>. What does not fit or is not safe in a file's name gives way to a digest of it.</summary>
    public static string Of(IReadOnlyList<string> keys, IReadOnlyList<string> values)
    {
        string name = string.Join(',', keys.Zip(values, (key, value) => $"{Safe(key.Replace("*", "all", StringComparison.Ordinal))}={Safe(Label(value))}"));
        return name.Length <= Longest ? name : $"{name[..(Longest - 9)]}~{Digest(name)}";
    }

    /// <summary>A value as people write it: numbers in their shortest form, so that 2, 2.0 and 2e0 are one.</summary>
    public static string Label(string value)
    {
        // Beyond 2^53 neighbours have the same double.
        if (Number(value) is not { } number || (long.TryParse(value, CultureInfo.InvariantCulture, out long whole) && (long)number != whole)) return value;
        string text = (number == 0 ? 0 : number).ToString("R", CultureInfo.InvariantCulture);
        int exponent = text.IndexOf('E', StringComparison.Ordinal);
        return exponent < 0 ? text : $"{text[..exponent]}e{int.Parse(text.AsSpan(exponent + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)}";
    }

    /// <summary>The number that a value is, or null.</summary>
    public static double? Number(string value) =>
        double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) ? number : null;

    private static string Safe(string text)
    {
        var safe = new StringBuilder();
        foreach (char letter in text.AsSpan(0, Math.Min(text.Length, LongestValue)))
            safe.Append(char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-' or '+' ? letter : '-');
        return safe.ToString() == text ? text : $"{safe}~{Digest(text)}";
    }

    private static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 4));
}
