using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Elbo.Tests;

/// <summary>The house has floors, and imports only point down.</summary>
public sealed class StructureTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Elbo.Cli"] = ["Elbo.Explorer"],
        ["Elbo.Explorer"] = ["Elbo"],
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

    /// <summary>
    /// The C library's elementary functions differ between systems in the last bit, and with them would weights and figures. What only
    /// places marks on charts or rounds a number for reading may use them, and the naive twins, which are compared within bounds.
    /// </summary>
    [Fact]
    public void Weights_and_figures_depend_on_no_function_of_the_system()
    {
        string[] allowed = ["Words.cs", "Naive.cs"];
        var systems = new Regex(@"\b(Math|MathF|double|float)\.(A?(Sin|Cos|Tan)h?|SinCos|Atan2|Exp(M1|2|10)?|Log(2|10|P1)?|Pow|Cbrt|RootN)\(");
        foreach (string project in new[] { "Elbo", "Elbo.Tensors" })
        {
            var files = Directory.GetFiles(Path.Combine(Repository.Root, "src", project), "*.cs", SearchOption.AllDirectories)
                .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal) && !allowed.Contains(Path.GetFileName(file)));
            Assert.All(files, file => Assert.DoesNotMatch(systems, File.ReadAllText(file)));
        }
    }

    [Fact]
    public void Every_project_has_its_packages_locked_and_they_come_from_one_secure_source()
    {
        var solution = XDocument.Load(Path.Combine(Repository.Root, "Elbo.slnx"));
        var projects = solution.Descendants("Project").Select(p => Path.Combine(Repository.Root, p.Attribute("Path")!.Value)).ToList();
        Assert.NotEmpty(projects);
        Assert.All(projects, project => Assert.True(File.Exists(Path.Combine(Path.GetDirectoryName(project)!, "packages.lock.json")), project));
        Assert.Equal("true", XDocument.Load(Path.Combine(Repository.Root, "Directory.Build.props")).Descendants("RestorePackagesWithLockFile").Single().Value);
        var sources = XDocument.Load(Path.Combine(Repository.Root, "nuget.config")).Descendants("packageSources").Single().Elements().ToList();
        Assert.Equal(["clear", "add"], sources.Select(source => source.Name.LocalName));
        Assert.StartsWith("https://", sources[1].Attribute("value")!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void No_source_file_holds_two_ideas()
    {
        var files = Directory.GetFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));
        Assert.All(files, file => Assert.InRange(File.ReadLines(file).Count(), 1, 400));
    }
}
