using System.Xml.Linq;

namespace Elbo.Tests;

/// <summary>The house has floors, and imports only point down.</summary>
public sealed class StructureTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Elbo.Cli"] = ["Elbo"],
        ["Elbo"] = ["Elbo.Imaging", "Elbo.Tensors"],
        ["Elbo.Tensors"] = [],
        ["Elbo.Imaging"] = [],
    };

    [Fact]
    public void Projects_reference_only_what_lies_below_them()
    {
        var projects = Directory.GetFiles(Path.Combine(Repository.Root, "src"), "*.csproj", SearchOption.AllDirectories);
        Assert.Equal(Allowed.Keys.Order(), projects.Select(p => Path.GetFileNameWithoutExtension(p)).Order());
        foreach (string project in projects)
        {
            var references = XDocument.Load(project).Descendants("ProjectReference")
                .Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/'))).Order();
            Assert.Equal(Allowed[Path.GetFileNameWithoutExtension(project)].Order(), references);
        }
    }

    [Fact]
    public void Only_the_tensors_are_unsafe()
    {
        foreach (string project in Directory.GetFiles(Path.Combine(Repository.Root, "src"), "*.csproj", SearchOption.AllDirectories))
        {
            bool isUnsafe = XDocument.Load(project).Descendants("AllowUnsafeBlocks").Any(e => e.Value == "true");
            Assert.Equal(Path.GetFileNameWithoutExtension(project) == "Elbo.Tensors", isUnsafe);
        }
    }

    [Fact]
    public void No_source_file_holds_two_ideas()
    {
        var files = Directory.GetFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));
        Assert.All(files, file => Assert.InRange(File.ReadLines(file).Count(), 1, 400));
    }
}
