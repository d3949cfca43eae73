using System.Text;

namespace Elbo;

/// <summary>Shows somebody's text inside a one-sentence message or a command, whatever it holds.</summary>
internal static class Quoted
{
    private const int Longest = 80;

    /// <summary>The text between single quotes: shortened, on one line, control characters as question marks.</summary>
    public static string Text(string? text)
    {
        if (text is null) return "null";
        var quoted = new StringBuilder("'", Longest + 3);
        foreach (char letter in text.AsSpan(0, Math.Min(text.Length, Longest)))
            quoted.Append(char.IsSurrogate(letter) ? '?' : Plain(letter));
        if (text.Length > Longest) quoted.Append('…');
        return quoted.Append('\'').ToString();
    }

    /// <summary>The text on one line, without anything that a terminal obeys or that turns the order of letters around.</summary>
    public static string Line(string text) => string.Create(text.Length, text, (line, from) =>
    {
        for (int i = 0; i < line.Length; i++) line[i] = Plain(from[i]);
    });

    /// <summary>The letter, or a question mark for control characters, other ends of lines, and marks of the direction of writing.</summary>
    public static char Plain(char letter) =>
        char.IsControl(letter) || letter is (>= '\u2028' and <= '\u202E') or (>= '\u2066' and <= '\u2069') ? '?' : letter;

    /// <summary>A word of a command line as a shell takes it back.</summary>
    public static string Word(string word) =>
        word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || "/\\._-:+,@%=".Contains(c)) ? word : $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
