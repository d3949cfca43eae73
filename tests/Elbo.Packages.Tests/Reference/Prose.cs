using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Elbo.Packages.Tests.Reference;

/// <summary>Documentation as Markdown: code, lists, and references as links.</summary>
internal sealed partial class Prose(IReadOnlyDictionary<string, Type> types)
{
    /// <summary>The text of an element on one page; null where it is missing or empty.</summary>
    public string? Of(XElement? element, Type about)
    {
        if (element is null) return null;
        string text = string.Concat(element.Nodes().Select(node => Node(node, about)));
        string[] lines = [.. text.Split('\n').Select(line => Spaces().Replace(line, " ").Trim(' '))];
        text = Gaps().Replace(string.Join('\n', lines), "\n\n").Trim('\n', ' ');
        return text.Length == 0 ? null : text.Replace("\u2028", "  \n", StringComparison.Ordinal);
    }

    /// <summary>A type or a member of one of these libraries as a link to where it is described, else as code.</summary>
    public string Reference(string id, Type about)
    {
        string name = id[2..].Split('(')[0];
        bool isType = id[0] == 'T';
        string owner = isType ? name : name[..name.LastIndexOf('.')].TrimEnd('.'), member = isType ? "" : name[(name.LastIndexOf('.') + 1)..];
        if (!types.TryGetValue(owner, out var type)) return Code(isType ? Short(name) : $"{Short(owner)}.{member}");
        if (member == "#ctor") (isType, member) = (true, "");
        if (type == about) return Code(isType ? type.Name : member);
        return $"[{Code(isType ? type.Name : $"{type.Name}.{member}")}]({Link(type, about)})";
    }

    /// <summary>The way from the page of one type to another type.</summary>
    public static string Link(Type type, Type? from) =>
        $"{(from?.Namespace == type.Namespace ? "" : type.Namespace + ".md")}#{type.Name.ToLowerInvariant()}";

    public static string Code(string text) => text.Contains('`', StringComparison.Ordinal) ? $"`` {text} ``" : $"`{text}`";

    private static string Short(string name) => name[(name.LastIndexOf('.') + 1)..].Split('`')[0];

    private string Node(XNode node, Type about) => node switch
    {
        XText text => Marks().Replace(text.Value.ReplaceLineEndings(" "), @"\$0").Replace("<", "&lt;", StringComparison.Ordinal),
        XElement element => Element(element, about),
        _ => "",
    };

    private string Element(XElement element, Type about) => element.Name.LocalName switch
    {
        "c" or "code" => Code(Spaces().Replace(element.Value.ReplaceLineEndings(" "), " ").Trim()),
        "paramref" or "typeparamref" => Code((string)element.Attribute("name")!),
        "see" or "seealso" when element.Attribute("cref") is { } cref => Reference(cref.Value, about),
        "see" when element.Attribute("langword") is { } word => Code(word.Value),
        "see" when element.Attribute("href") is { } address => $"[{element.Value}]({address.Value})",
        "para" => $"\n\n{Inner(element, about)}\n\n",
        "br" => "\u2028",
        "list" => "\n\n" + string.Concat(element.Elements("item").Select(item => $"- {Inner(item, about).Trim()}\n")) + "\n",
        string unknown => throw new InvalidDataException($"The reference does not know how to write <{unknown}>."),
    };

    private string Inner(XElement element, Type about)
    {
        var text = new StringBuilder();
        foreach (var node in element.Nodes()) text.Append(Node(node, about));
        return Spaces().Replace(text.ToString(), " ");
    }

    [GeneratedRegex("[ \t]+")]
    private static partial Regex Spaces();

    [GeneratedRegex("\n{3,}")]
    private static partial Regex Gaps();

    [GeneratedRegex(@"[*_\[\]\\`]")]
    private static partial Regex Marks();
}
