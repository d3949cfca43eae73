using System.IO.Compression;
using System.Xml.Linq;

namespace Elbo.Packages.Tests;

/// <summary>The packages, made once from what is built, as a folder that projects can restore from, and nothing else beside it.</summary>
public sealed class PackedFeed : IDisposable
{
    public static readonly string[] Ids = ["Elbo", "Elbo.Cli", "Elbo.Imaging", "Elbo.Tensors"];

    private readonly TemporaryFolder folder = new();
    private readonly Lazy<string> packed;

    public PackedFeed() => packed = new(Pack);

    /// <summary>The version that all packages have.</summary>
    public static string Version { get; } = XDocument.Load(Checkout.At("Directory.Build.props")).Descendants("Version").Single().Value;

    /// <summary>The folder of packages.</summary>
    public string Folder => packed.Value;

    /// <summary>What a child needs to restore from here alone, and to leave this user's packages as they are.</summary>
    internal (string Name, string Value)[] Variables => [("NUGET_PACKAGES", folder["restored"]), ("DOTNET_CLI_HOME", folder["home"]), ("NUGET_HTTP_CACHE_PATH", folder["cache"])];

    /// <summary>A folder for a project that knows this feed alone.</summary>
    public string NewProject(string name)
    {
        string path = folder[name];
        Directory.CreateDirectory(path);
        File.WriteAllText(Path.Combine(path, "nuget.config"), $"""
            <configuration>
              <packageSources><clear /><add key="here" value="{Folder}" /></packageSources>
              <auditSources><clear /></auditSources>
            </configuration>
            """);
        return path;
    }

    /// <summary>The files of a package, and its description.</summary>
    public (string[] Files, XElement Metadata) Read(string id, string ending = ".nupkg")
    {
        using var zip = ZipFile.OpenRead(Path.Combine(Folder, $"{id}.{Version}{ending}"));
        using var stream = zip.GetEntry(id + ".nuspec")!.Open();
        return ([.. zip.Entries.Select(entry => entry.FullName)], XDocument.Load(stream).Root!.Elements().Single(e => e.Name.LocalName == "metadata"));
    }

    public void Dispose() => folder.Dispose();

    private string Pack()
    {
        string feed = folder["feed"];
        foreach (string id in Ids)
        {
            var (code, output) = DotnetCommand.Run(Checkout.Root, ["pack", Checkout.At("src", id), "-c", Checkout.Configuration, "--no-build", "-o", feed, "--nologo"]);
            Assert.True(code == 0, output);
        }
        return feed;
    }
}
