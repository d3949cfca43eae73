using System.Text.RegularExpressions;

namespace Elbo.Packages.Tests.Documents;

/// <summary>What the pages point at is there.</summary>
public sealed partial class LinksTests
{
    public static TheoryData<string> Pages => [.. Document.All.Select(document => document.Path)];

    /// <summary>Not those that tell which files to add.</summary>
    public static TheoryData<string> SettledPages => [.. Document.All.Select(document => document.Path).Where(path => !path.StartsWith("docs/extend", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_link_and_picture_of_a_page_leads_somewhere(string page)
    {
        var document = Document.At(page);
        var broken = document.Links.Where(link => !Uri.TryCreate(link, UriKind.Absolute, out _)).Distinct().Where(link => !Leads(document, link));
        Assert.True(!broken.Any(), $"{page} links to what is not there: {string.Join(", ", broken)}");
    }

    [Theory]
    [MemberData(nameof(SettledPages))]
    public void Every_path_of_the_checkout_that_a_page_names_is_there(string page)
    {
        var missing = Document.At(page).Code.Select(code => code.Text.TrimEnd('/', '.')).Where(text => RepositoryPath().IsMatch(text) && !Exists(Checkout.At(text)));
        Assert.True(!missing.Any(), $"{page} names what is not there: {string.Join(", ", missing)}");
    }

    [Fact]
    public void Headings_have_the_names_that_links_use()
    {
        var results = Document.At("docs/results.md");
        Assert.Contains("beta-r1", results.Anchors);
        Assert.Contains("results.md", Document.At("README.md").Links.Select(link => Path.GetFileName(link)));
        Assert.Contains("docs/pictures/manifold.png", Document.At("README.md").Links);
        Assert.True(Document.All.Sum(document => document.Links.Count()) > 200);
    }

    private static bool Leads(Document from, string link)
    {
        string[] parts = Uri.UnescapeDataString(link).Split('#', 2);
        string path = parts[0].Length == 0 ? from.Path : Path.GetRelativePath(Checkout.Root, Path.GetFullPath(Path.Combine(Checkout.Root, Path.GetDirectoryName(from.Path)!, parts[0]))).Replace('\\', '/');
        if (!Exists(Checkout.At(path))) return false;
        // Anchors into a source file are its lines.
        return parts.Length == 1 || (Document.All.FirstOrDefault(document => document.Path == path) is { } to ? to.Anchors.Contains(parts[1]) : Line().IsMatch(parts[1]));
    }

    private static bool Exists(string path) => File.Exists(path) || Directory.Exists(path);

    [GeneratedRegex(@"^(src|tests|bench|docs|examples|packaging|\.ci)/[\w./-]+$")]
    private static partial Regex RepositoryPath();

    [GeneratedRegex(@"^L\d+")]
    private static partial Regex Line();
}
