using System.Text.RegularExpressions;

namespace Elbo.Packages.Tests.Reference;

/// <summary>The pages in <c>docs/reference</c> are what the sources' documentation and the command's help say now.</summary>
public sealed partial class ReferenceTests
{
    private static readonly string Folder = Checkout.At("docs", "reference");
    private static readonly Lazy<SortedDictionary<string, string>> Written = new(() => ReferencePages.All(Help));

    [Fact]
    public void The_reference_is_what_the_code_says_now()
    {
        if (Checkout.Regenerate)
        {
            Directory.CreateDirectory(Folder);
            foreach (string old in Directory.GetFiles(Folder, "*.md")) File.Delete(old);
            foreach (var (name, text) in Written.Value) File.WriteAllText(Path.Combine(Folder, name), text);
        }
        string[] stale = [.. Written.Value.Keys.Union(Directory.GetFiles(Folder).Select(file => Path.GetFileName(file))).Where(name =>
            !Written.Value.TryGetValue(name, out string? text) || !File.Exists(Path.Combine(Folder, name)) || File.ReadAllText(Path.Combine(Folder, name)).ReplaceLineEndings("\n") != text)];
        Assert.True(stale.Length == 0, $"docs/reference is not what the code says now: {string.Join(", ", stale)}.\n"
            + "Write it anew with `ELBO_REGENERATE=1 dotnet test tests/Elbo.Packages.Tests -c Release --filter Reference`.");
    }

    [Fact]
    public void No_public_type_or_member_is_without_documentation()
    {
        var documentation = new WrittenDocumentation(Documented.Libraries);
        var bare = from type in Documented.Types
                   from member in Documented.Members(type).Prepend(type)
                   where string.IsNullOrWhiteSpace(documentation.Of(member)?.Element("summary")?.Value) && member.Name != nameof(IDisposable.Dispose)
                   select DocumentId.Of(member);
        Assert.True(!bare.Any(), string.Join('\n', bare));
    }

    [Fact]
    public void Each_namespace_says_what_it_is_for() =>
        Assert.Equal(Documented.Types.Select(type => type.Namespace!).Distinct().Order(StringComparer.Ordinal), Namespaces.Known.Order(StringComparer.Ordinal));

    [Fact]
    public void Documentation_names_only_parameters_that_are_there()
    {
        var documentation = new WrittenDocumentation(Documented.Libraries);
        foreach (var method in Documented.Types.SelectMany(Documented.Members).OfType<System.Reflection.MethodBase>())
            Assert.All(documentation.Of(method)?.Elements("param") ?? [], said => Assert.Contains((string)said.Attribute("name")!, method.GetParameters().Select(parameter => parameter.Name)));
    }

    [Fact]
    public void Pages_show_signatures_inherited_words_links_and_what_is_thrown()
    {
        string model = Written.Value["Elbo.md"];
        Assert.Contains("## Vae\n\n`sealed class Vae : IDisposable`\n", model, StringComparison.Ordinal);
        Assert.Contains("- `static Vae Load(string path, int threads = 0)`  \n", model, StringComparison.Ordinal);
        Assert.Contains("Throws [`SettingException`](Elbo.md#settingexception)", Written.Value["Elbo.Recipes.md"], StringComparison.Ordinal);
        Assert.DoesNotMatch(@"</?(see|c|summary|paramref)\b", string.Concat(Written.Value.Values));
        string inherited = Written.Value["Elbo.Figures.md"];
        Assert.Matches(@"(?s)`override void Began\(|`void Began\(Vae vae, int \w+\)`  \n  \w", inherited);
    }

    [Fact]
    public void Every_verb_and_option_of_the_command_has_its_place()
    {
        string page = Written.Value["command-line.md"];
        foreach (string verb in new[] { "train", "sweep", "data get", "recipes show", "explore", "score" }) Assert.Contains($"\n## elbo {verb}\n", page, StringComparison.Ordinal);
        Assert.Contains("- `--steps <N>`: Training steps, instead of epochs.\n", page, StringComparison.Ordinal);
        Assert.Single(VerboseRows().Matches(page));
    }

    private static string Help(string[] words)
    {
        var (code, output) = DotnetCommand.Run(Checkout.Root, [Checkout.At("src", "Elbo.Cli", "bin", Checkout.Configuration, "net10.0", "Elbo.Cli.dll"), .. words]);
        Assert.True(code == 0, output);
        return output;
    }

    [GeneratedRegex("^- `--verbose`", RegexOptions.Multiline)]
    private static partial Regex VerboseRows();
}
