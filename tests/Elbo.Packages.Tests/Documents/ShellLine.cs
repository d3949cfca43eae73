using System.Text;

namespace Elbo.Packages.Tests.Documents;

/// <summary>A line as a shell reads it: words, quotes, the home folder, and a file to write the output to.</summary>
internal sealed record ShellLine(IReadOnlyList<string> Words, string? OutputFile)
{
    public static ShellLine Parse(string line, string home)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        (char quote, bool inWord) = ('\0', false);
        foreach (char letter in line)
        {
            if (quote != '\0')
            {
                if (letter == quote) quote = '\0';
                else word.Append(letter);
                continue;
            }
            if (letter is '$' or '`' or '|' or '*' or '<' or ';' or '&') throw new FormatException($"'{letter}' outside quotes is more of a shell than these tests understand: {line}");
            if (letter is '\'' or '"') (quote, inWord) = (letter, true);
            else if (!char.IsWhiteSpace(letter))
            {
                word.Append(letter == '~' && !inWord ? home : letter.ToString());
                inWord = true;
            }
            else if (inWord) End();
        }
        if (inWord) End();
        int redirected = words.IndexOf(">");
        return redirected < 0 ? new ShellLine(words, null) : new ShellLine(words[..redirected], words[redirected + 1]);

        void End()
        {
            words.Add(word.ToString());
            word.Clear();
            inWord = false;
        }
    }
}
