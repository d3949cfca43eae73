using System.Text;

namespace Elbo.Fuzz.Targets;

/// <summary>Words as bytes.</summary>
internal static class Words
{
    /// <summary>What breaks readers of JSON.</summary>
    public static readonly byte[][] Json =
        [.. Of("{", "}", "[", "]", ":", ",", "\"", "\"\"", "{}", "[]", "null", "true", "false", "\\u0000", "\\ud800", "\\u0041", "\\\"", "//", "/*", " ", "\n", "NaN", "1e400", "-"), [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xEF, 0xBB, 0xBF]];

    /// <summary>The letters of each, in UTF-8.</summary>
    public static byte[][] Of(params string[] words) => [.. words.Select(Encoding.UTF8.GetBytes)];

    /// <summary>A document as the files' readers get it.</summary>
    public static string Text(byte[] file) => Encoding.UTF8.GetString(file);
}
