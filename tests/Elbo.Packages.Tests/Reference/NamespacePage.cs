using System.Reflection;
using System.Text;
using System.Xml.Linq;
using Elbo.Packages.Tests.Api;

namespace Elbo.Packages.Tests.Reference;

/// <summary>The page of one namespace: each type with what it is and each of its members with what it does, takes, gives and throws.</summary>
internal sealed class NamespacePage(WrittenDocumentation documentation, Prose prose)
{
    public string Of(string space, IReadOnlyList<Type> types)
    {
        string library = types[0].Assembly.GetName().Name!;
        var text = new StringBuilder($"# {space}\n\n{Namespaces.Purpose(space)} In the package `{library}`. [All namespaces](README.md)\n");
        foreach (var type in types) Write(text, type);
        return text.ToString();
    }

    private void Write(StringBuilder text, Type type)
    {
        var said = documentation.Of(type);
        text.Append($"\n## {type.Name}\n\n`{Head(type)}`\n");
        foreach (string element in new[] { "summary", "remarks" })
            if (prose.Of(said?.Element(element), type) is { } words) text.Append($"\n{words}\n");
        if (type.IsSubclassOf(typeof(Delegate)))
        {
            text.Append('\n');
            Details(text, said, type);
            return;
        }
        var members = Documented.Members(type).ToList();
        // A list of remarks would take the members for its own.
        if (members.Count > 0) text.Append(said?.Element("remarks")?.Elements("list").Any() == true ? "\nMembers:\n\n" : "\n");
        foreach (var member in members) Write(text, type, member);
    }

    private void Write(StringBuilder text, Type type, MemberInfo member)
    {
        var said = documentation.Of(member);
        string line = type.IsEnum ? member.Name : PublicApi.Line(member)!;
        text.Append($"- `{line}`");
        // A record's constructor says what the record says.
        string? summary = member is ConstructorInfo && said?.Element("summary")?.Value == documentation.Of(type)?.Element("summary")?.Value ? null : prose.Of(said?.Element("summary"), type);
        if (summary is not null) text.Append(type.IsEnum ? ": " : "  \n  ").Append(Indented(summary));
        text.Append('\n');
        if (prose.Of(said?.Element("remarks"), type) is { } remarks) text.Append($"\n  {Indented(remarks)}\n");
        bool repeats = member is ConstructorInfo && said is not null && documentation.Of(type)?.Elements("param").Any() == true && summary is null;
        Details(text, said, type, withParameters: !repeats);
    }

    private void Details(StringBuilder text, XElement? said, Type type, bool withParameters = true)
    {
        if (said is null) return;
        foreach (var parameter in withParameters ? said.Elements("param").Concat(said.Elements("typeparam")) : [])
            if (prose.Of(parameter, type) is { } words) text.Append($"  - `{(string)parameter.Attribute("name")!}`: {Indented(words, 4)}\n");
        if (prose.Of(said.Element("returns") ?? said.Element("value"), type) is { } given) text.Append($"  - Returns: {Indented(given, 4)}\n");
        foreach (var thrown in said.Elements("exception"))
            text.Append($"  - Throws {prose.Reference((string)thrown.Attribute("cref")!, type)}{(prose.Of(thrown, type) is { } when ? ": " + Indented(when, 4) : ".")}\n");
    }

    private static string Head(Type type) => type.IsSubclassOf(typeof(Delegate))
        ? "delegate " + PublicApi.Line(type.GetMethod("Invoke")!)!.Replace("virtual ", "", StringComparison.Ordinal).Replace(" Invoke(", $" {type.Name}(", StringComparison.Ordinal)
        : PublicApi.Head(type).Replace(", ISerializable", "", StringComparison.Ordinal);

    private static string Indented(string text, int depth = 2) => text.Replace("\n", "\n" + new string(' ', depth), StringComparison.Ordinal).Replace($"\n{new string(' ', depth)}\n", "\n\n", StringComparison.Ordinal);
}
