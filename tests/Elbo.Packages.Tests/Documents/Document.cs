using System.Text;
using System.Text.RegularExpressions;

namespace Elbo.Packages.Tests.Documents;

/// <summary>A block between fences: its language, its lines and the number of the first.</summary>
internal sealed record FencedBlock(string Language, int Line, IReadOnlyList<string> Lines);

/// <summary>Code within a line of text.</summary>
internal sealed record InlineCode(string Text, int Line);

/// <summary>A page in Markdown, as far as the tests need to understand it.</summary>
internal sealed partial class Document
{
    private Document(string path)
    {
        Path = path;
        var prose = new StringBuilder();
        var blocks = new List<FencedBlock>();
        (string Language, int Line, List<string> Lines)? open = null;
        string[] lines = File.ReadAllLines(Checkout.At(path));
        for (int i = 0; i < lines.Length; i++)
        {
            var fence = Fence().Match(lines[i]);
            if (fence.Success && open is null) open = (fence.Groups[1].Value, i + 2, []);
            else if (fence.Success)
            {
                blocks.Add(new FencedBlock(open!.Value.Language, open.Value.Line, open.Value.Lines));
                open = null;
            }
            else open?.Lines.Add(lines[i]);
            prose.Append(open is null && !fence.Success ? lines[i] : "").Append('\n');
        }
        Prose = prose.ToString();
        Blocks = blocks;
    }

    /// <summary>The page's path from the root of the checkout, with slashes.</summary>
    public string Path { get; }

    /// <summary>The text without its fenced blocks, line for line.</summary>
    public string Prose { get; }

    public IReadOnlyList<FencedBlock> Blocks { get; }

    /// <summary>Every page that readers are sent to.</summary>
    public static IReadOnlyList<Document> All { get; } =
    [
        .. Directory.GetFiles(Checkout.Root, "*.md").Concat(Directory.GetFiles(Checkout.At("docs"), "*.md", SearchOption.AllDirectories))
            .Select(file => System.IO.Path.GetRelativePath(Checkout.Root, file).Replace('\\', '/')).Order(StringComparer.Ordinal).Select(path => new Document(path)),
    ];

    public static Document At(string path) => All.Single(document => document.Path == path);

    public IEnumerable<InlineCode> Code => InlineSpan().Matches(Prose).Select(span =>
        new InlineCode(Regex.Replace(span.Groups[2].Value, @"\s+", " ").Trim(), 1 + Prose.AsSpan(0, span.Index).Count('\n')));

    /// <summary>Where links and pictures lead to.</summary>
    public IEnumerable<string> Links => Link().Matches(InlineSpan().Replace(Prose, "code")).Select(link => link.Groups[1].Value)
        .Concat(Source().Matches(Prose).Select(source => source.Groups[1].Value));

    /// <summary>The names of headings, as links to them say them.</summary>
    public IReadOnlySet<string> Anchors
    {
        get
        {
            var anchors = new HashSet<string>(StringComparer.Ordinal);
            foreach (Match heading in Heading().Matches(Prose))
            {
                string text = Link().Replace(heading.Groups[1].Value, match => match.Value.Split(']')[0].TrimStart('!', '[')).Trim().ToLowerInvariant();
                string name = Regex.Replace(Regex.Replace(text, @"[^\w\- ]", ""), " ", "-"), unique = name;
                for (int i = 1; !anchors.Add(unique); i++) unique = $"{name}-{i}";
            }
            foreach (Match id in Id().Matches(Prose)) anchors.Add(id.Groups[1].Value);
            return anchors;
        }
    }

    [GeneratedRegex(@"^\s*```+\s*(\w*)")]
    private static partial Regex Fence();

    [GeneratedRegex(@"(?<!`)(`+)(?!`)((?:[^`\n]|\n(?!\n)|(?!\1)`)+?)(?<!`)\1(?!`)")]
    private static partial Regex InlineSpan();

    [GeneratedRegex(@"!?\[(?:[^\[\]]|\[[^\]]*\](?:\([^)]*\))?)*\]\(([^()\s]+(?:\([^)]*\)[^()\s]*)?)(?:\s+""[^""]*"")?\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"(?:src|srcset|href)=""([^""]+)""")]
    private static partial Regex Source();

    [GeneratedRegex(@"^#{1,6}\s+(.+?)\s*#*$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"<a (?:id|name)=""([^""]+)""")]
    private static partial Regex Id();
}
