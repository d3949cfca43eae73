using System.Globalization;

namespace Elbo.Formats;

/// <summary>Cells of comma-separated values, as RFC 4180 has them, which no spreadsheet takes for a formula.</summary>
internal static class CsvCell
{
    /// <summary>The text, in double quotes where a reader would take it for more than one cell.</summary>
    /// <remarks>Text that begins like a formula, which the name of somebody's folder can, has an apostrophe before it.</remarks>
    public static string Of(string text)
    {
        if (IsFormula(text)) text = "'" + text;
        return text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    private static bool IsFormula(string text) =>
        text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' && !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
}
