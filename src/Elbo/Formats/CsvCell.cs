namespace Elbo.Formats;

/// <summary>Cells of comma-separated values, as RFC 4180 has them.</summary>
internal static class CsvCell
{
    /// <summary>The text, in double quotes where a reader would take it for more than one cell.</summary>
    public static string Of(string text) =>
        text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
