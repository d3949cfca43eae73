using System.Reflection;
using System.Xml.Linq;

namespace Elbo.Packages.Tests.Reference;

/// <summary>What the sources say about types and members, as the compiler wrote it beside the assemblies; inherited words are looked up.</summary>
internal sealed class WrittenDocumentation
{
    private readonly Dictionary<string, XElement> members = [];

    public WrittenDocumentation(IEnumerable<Assembly> assemblies)
    {
        foreach (var assembly in assemblies)
            foreach (var member in XDocument.Load(Path.ChangeExtension(assembly.Location, ".xml"), LoadOptions.PreserveWhitespace).Descendants("member")) members[(string)member.Attribute("name")!] = member;
    }

    /// <summary>The elements that stand at a member (summary, param, …), with those that it inherits and does not say itself; null where there are none.</summary>
    public XElement? Of(MemberInfo member)
    {
        if (!members.TryGetValue(DocumentId.Of(member), out var own)) return Above(member).Select(Of).FirstOrDefault(found => found is not null);
        if (own.Element("inheritdoc") is not { } inherits) return own;
        var from = inherits.Attribute("cref") is { } named ? members.GetValueOrDefault(named.Value) : Above(member).Select(Of).FirstOrDefault(found => found is not null);
        var whole = new XElement(own);
        whole.Element("inheritdoc")!.Remove();
        string?[] parameters = [.. member is MethodBase method ? method.GetParameters().Select(parameter => parameter.Name) : []];
        foreach (var element in from?.Elements() ?? [])
        {
            if (element.Name == "param" && !parameters.Contains((string?)element.Attribute("name"))) continue;
            if (!whole.Elements(element.Name).Any(has => (string?)has.Attribute("name") == (string?)element.Attribute("name") && (string?)has.Attribute("cref") == (string?)element.Attribute("cref")))
                whole.Add(element);
        }
        return whole;
    }

    /// <summary>The member that this one overrides and those of interfaces that it implements.</summary>
    private static IEnumerable<MemberInfo> Above(MemberInfo member)
    {
        if (member.DeclaringType is not { } type || member is ConstructorInfo) return [];
        Type[] parents = [.. type.BaseType is { } parent ? [parent] : (Type[])[], .. type.GetInterfaces()];
        return parents.Where(above => above.Namespace?.StartsWith("Elbo", StringComparison.Ordinal) == true)
            .SelectMany(above => above.GetMember(member.Name, BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance))
            .Where(above => member is not MethodInfo method || above is MethodInfo other && method.GetParameters().Select(p => p.ParameterType).SequenceEqual(other.GetParameters().Select(p => p.ParameterType)));
    }
}
