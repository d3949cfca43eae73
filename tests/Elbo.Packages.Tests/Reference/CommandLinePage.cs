using System.Text;
using System.Text.RegularExpressions;

namespace Elbo.Packages.Tests.Reference;

/// <summary>The page of the command line, from what each verb's <c>--help</c> prints.</summary>
internal static partial class CommandLinePage
{
    public static string Of(Func<string[], string> help)
    {
        var text = new StringBuilder("# The command line\n\nWhat `elbo --help` and each verb's `--help` say. Exit codes: 0 done, 1 failed, 2 bad usage, 130 interrupted.\n");
        var root = Sections(help(["--help"]));
        text.Append($"\n## elbo\n\n{root["Description"][0]}\n\n```text\n{root["Usage"][0]}\n```\n\n");
        foreach (string command in root["Commands"]) text.Append(Row(command, linked: true));
        text.Append("\nOptions, of which every verb has the first two:\n\n");
        foreach (string option in root["Options"]) text.Append(Row(option));
        foreach (string verb in root["Commands"].Select(Name)) Write(text, help, [verb], root["Options"]);
        return text.ToString();
    }

    private static void Write(StringBuilder text, Func<string[], string> help, string[] verb, List<string> everywhere)
    {
        var sections = Sections(help([.. verb, "--help"]));
        text.Append($"\n## elbo {string.Join(' ', verb)}\n\n{sections["Description"][0]}\n\n```text\n{sections["Usage"][0]}\n```\n");
        foreach (string section in new[] { "Arguments", "Commands", "Options" })
        {
            // Those of every verb stand at the top of the page.
            var rows = sections.GetValueOrDefault(section, []).Where(row => !everywhere.Contains(row, SameRow.Instance)).ToList();
            if (rows.Count > 0) text.Append($"\n{section}:\n\n");
            foreach (string row in rows) text.Append(Row(row));
        }
        text.Append($"\nExample: `{sections["Example"][0].Split('#')[0].Trim()}`\n");
        foreach (string command in sections.GetValueOrDefault("Commands", []).Select(Name)) Write(text, help, [.. verb, command], everywhere);
    }

    private static string Row(string row, bool linked = false)
    {
        string[] columns = Columns().Split(row, 2);
        string term = linked ? $"[`{columns[0]}`](#elbo-{Name(row)})" : $"`{columns[0]}`";
        return columns.Length == 1 ? $"- {term}\n" : $"- {term}: {columns[1].Replace("<", "&lt;", StringComparison.Ordinal).Replace("*", "\\*", StringComparison.Ordinal)}\n";
    }

    private static string Name(string row) => row.Split(' ')[0];

    private static Dictionary<string, List<string>> Sections(string help)
    {
        var sections = new Dictionary<string, List<string>>();
        List<string> section = [];
        foreach (string line in help.ReplaceLineEndings("\n").Split('\n'))
        {
            if (line.Length > 0 && line[0] != ' ' && line.EndsWith(':')) sections[line[..^1]] = section = [];
            else if (line.Trim().Length > 0) section.Add(line.Trim());
        }
        return sections;
    }

    [GeneratedRegex(" {2,}")]
    private static partial Regex Columns();

    /// <summary>Rows whose columns are the same, however wide.</summary>
    private sealed class SameRow : IEqualityComparer<string>
    {
        public static SameRow Instance { get; } = new();

        public bool Equals(string? x, string? y) => x is not null && y is not null && Columns().Replace(x, "  ") == Columns().Replace(y, "  ");

        public int GetHashCode(string row) => Columns().Replace(row, "  ").GetHashCode(StringComparison.Ordinal);
    }
}
