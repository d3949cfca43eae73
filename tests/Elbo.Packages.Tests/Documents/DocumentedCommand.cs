using System.Text.RegularExpressions;

namespace Elbo.Packages.Tests.Documents;

/// <summary>A command as a page shows it: one line of a block marked sh, or code within text.</summary>
internal sealed partial record DocumentedCommand(string Page, int Line, string Text, bool Inline)
{
    /// <summary>The commands of a page: its blocks' in order, which are a session, and then those within its text.</summary>
    public static IEnumerable<DocumentedCommand> Of(Document document)
    {
        foreach (var block in document.Blocks.Where(block => block.Language == "sh"))
        {
            for (int i = 0; i < block.Lines.Count; i++)
            {
                (int first, string text) = (i, block.Lines[i]);
                while (text.EndsWith('\\') && i + 1 < block.Lines.Count) text = text[..^1] + block.Lines[++i].TrimStart();
                // A comment begins with # after a space.
                foreach (string command in Separator().Split(Comment().Replace(text, "").Trim()))
                    if (command.Length > 0) yield return new DocumentedCommand(document.Path, block.Line + first, command, Inline: false);
            }
        }
        // What a page tells to add is there when its own script has added it.
        if (document.Path.StartsWith("docs/extend", StringComparison.Ordinal)) yield break;
        foreach (var code in document.Code)
            if (Beginning().IsMatch(code.Text) && !code.Text.Contains('…', StringComparison.Ordinal) && !code.Text.Contains("...", StringComparison.Ordinal))
                foreach (string command in Separator().Split(Comment().Replace(code.Text, "").Trim()))
                    yield return new DocumentedCommand(document.Path, code.Line, command, Inline: true);
    }

    /// <summary>The words after <c>elbo</c>, however it is called; null for another program's command.</summary>
    public string? Arguments => Call().Match(Text) is { Success: true } call ? Text[call.Length..].Trim() : null;

    public override string ToString() => $"{Page}:{Line}: {Text}";

    [GeneratedRegex(@"^(\./)?elbo(\.cmd)?(\s+|$)|^dotnet run( -c Release)? --project src/Elbo\.Cli( -c Release)?( -- |$)")]
    private static partial Regex Call();

    // Code in text that is a command to type, of which there are many other kinds.
    [GeneratedRegex(@"^((\./)?elbo(\.cmd)? [a-z-]|\./test|\.ci/\w|bench/[\w/-]+ |(\w+=\S+ )*(\./test|dotnet (test|run|pack|build|bench/)|python3 ))")]
    private static partial Regex Beginning();

    [GeneratedRegex(@"(^|\s+)#.*$")]
    private static partial Regex Comment();

    [GeneratedRegex(@"\s*(?:&&|;|\|\|?)\s+")]
    private static partial Regex Separator();
}
