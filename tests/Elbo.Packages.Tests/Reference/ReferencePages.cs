using System.Text;

namespace Elbo.Packages.Tests.Reference;

/// <summary>All pages of the reference by their file names.</summary>
internal static class ReferencePages
{
    public static SortedDictionary<string, string> All(Func<string[], string> help)
    {
        var types = Documented.Types.ToDictionary(type => type.FullName!);
        var page = new NamespacePage(new WrittenDocumentation(Documented.Libraries), new Prose(types));
        var pages = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["command-line.md"] = CommandLinePage.Of(help) };
        foreach (var space in Spaces()) pages[space.Key + ".md"] = page.Of(space.Key, [.. space.OrderBy(type => type.Name, StringComparer.Ordinal)]);
        pages["README.md"] = Index();
        return pages;
    }

    private static IEnumerable<IGrouping<string, Type>> Spaces() => Documented.Types.GroupBy(type => type.Namespace!).OrderBy(space => space.Key, StringComparer.Ordinal);

    private static string Index()
    {
        var text = new StringBuilder("# Reference\n\nWritten by a test from the documentation in the sources and from the command's own help; a test fails where they differ. "
            + "Do not\nedit these pages: change the sources and write the pages anew (see [CONTRIBUTING.md](../../CONTRIBUTING.md)).\n\n"
            + "The command: [every verb with its options](command-line.md).\n");
        foreach (var library in Documented.Libraries)
        {
            text.Append($"\n## {library.GetName().Name}\n");
            foreach (var space in Spaces().Where(space => space.First().Assembly == library))
            {
                text.Append($"\n**[{space.Key}]({space.Key}.md)**: {Namespaces.Purpose(space.Key)}  \n");
                text.Append(string.Join(",\n", space.OrderBy(type => type.Name, StringComparer.Ordinal).Select(type => $"[{type.Name}]({Prose.Link(type, null)})"))).Append('\n');
            }
        }
        return text.ToString();
    }
}
