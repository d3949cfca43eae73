using System.Text.RegularExpressions;

namespace Elbo.Tests;

/// <summary>The pages on adding to Elbo still fit the code that they edit. docs/extend/verify follows them in full.</summary>
public sealed partial class ExtendPagesTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "docs", "extend");

    public static TheoryData<string> Pages => [.. Directory.GetFiles(Folder, "*.md").Select(path => Path.GetFileName(path)).Where(name => name != "README.md")];

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_page_writes_new_files_and_edits_lines_that_are_there(string page)
    {
        string text = File.ReadAllText(Path.Combine(Folder, page)).ReplaceLineEndings("\n");
        var added = NewFile().Matches(text).Select(block => block.Groups[1].Value).ToList();
        Assert.All(added, path => Assert.False(File.Exists(Path.Combine(Repository.Root, path)), $"{path} is there already."));
        Assert.Contains(added, path => path.EndsWith("Tests.cs", StringComparison.Ordinal));
        var edits = Edit().Matches(text);
        Assert.NotEmpty(edits);
        foreach (Match edit in edits)
        {
            string path = edit.Groups[1].Value, file = File.ReadAllText(Path.Combine(Repository.Root, path)).ReplaceLineEndings("\n");
            var hunks = Hunk().Matches(edit.Groups[2].Value);
            Assert.NotEmpty(hunks);
            foreach (Match hunk in hunks)
            {
                string before = string.Concat(hunk.Groups[1].Value[..^1].Split('\n').Where(line => !line.StartsWith('+')).Select(line => (line.Length > 0 ? line[1..] : "") + "\n"));
                Assert.True(file.Contains(before, StringComparison.Ordinal), $"{page} edits lines of {path} that are no longer there:\n{before}");
            }
        }
    }

    [GeneratedRegex(@"^`([^`\s]+)`:\n\n```(?:csharp|json)\n", RegexOptions.Multiline)]
    private static partial Regex NewFile();

    [GeneratedRegex(@"^```diff\n--- a/\S+\n\+\+\+ b/(\S+)\n(.*?)^```\n", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Edit();

    [GeneratedRegex(@"^@@ .*\n((?:[ +-].*\n|\n)+)", RegexOptions.Multiline)]
    private static partial Regex Hunk();
}
