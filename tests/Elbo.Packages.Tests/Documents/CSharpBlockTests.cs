using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Elbo.Packages.Tests.Documents;

/// <summary>The C# of the pages compiles as part of a program. What docs/extend tells to change in the sources has a script of its own.</summary>
public sealed class CSharpBlockTests
{
    private static readonly CSharpParseOptions Parsing = new(LanguageVersion.Latest);

    private static readonly string[] Sdk = ["System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading", "System.Threading.Tasks"];

    private static readonly string[] OfElbo = [.. new[] { typeof(Vae).Assembly, typeof(Imaging.Png).Assembly, typeof(Tensors.Tape).Assembly }
        .SelectMany(library => library.GetExportedTypes()).Select(type => type.Namespace!).Distinct()];

    public static TheoryData<string, int> Blocks
    {
        get
        {
            var blocks = new TheoryData<string, int>();
            foreach (var document in Document.All.Where(document => !document.Path.StartsWith("docs/extend", StringComparison.Ordinal)))
                foreach (var block in document.Blocks.Where(block => block.Language == "csharp")) blocks.Add(document.Path, block.Line);
            return blocks;
        }
    }

    [Theory]
    [MemberData(nameof(Blocks))]
    public void Every_block_of_csharp_compiles(string page, int line)
    {
        var block = Document.At(page).Blocks.Single(block => block.Line == line);
        var errors = Errors(string.Join('\n', block.Lines));
        Assert.True(errors.Count == 0, $"{page}, C# from line {line}:\n{string.Join('\n', errors.Select(error => $"line {line + error.Line}: {error.Message}"))}");
    }

    [Fact]
    public void A_mistake_in_a_block_is_found_where_it_is()
    {
        Assert.Equal(1, Assert.Single(Errors("using var vae = Vae.Load(\"run\");\nvae.Smple(4);")).Line);
        Assert.Empty(Errors("using Elbo.Data;\nvar digits = DrawnDigits.Create(1);\nawait Task.Delay(1);\nsealed class Mine { }"));
    }

    private static List<(int Line, string Message)> Errors(string code)
    {
        string[] lines = code.Split('\n');
        int usings = lines.TakeWhile(line => line.Trim().Length == 0 || (line.StartsWith("using ", StringComparison.Ordinal) && !line.Contains('=', StringComparison.Ordinal))).Count();
        // A block that says which namespaces it uses needs no others.
        bool says = lines[..usings].Any(line => line.StartsWith("using Elbo", StringComparison.Ordinal));
        string known = string.Concat(Sdk.Concat(says ? [] : OfElbo).Select(space => $"global using {space};\n"));
        // A token to stop by is the one name that blocks may use without making it.
        string text = $"{known}#line 1\n{string.Join('\n', lines[..usings])}\nCancellationToken cancellation = default;\n#line {usings + 1}\n{string.Join('\n', lines[usings..])}\n";
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path));
        var compilation = CSharpCompilation.Create("block", [CSharpSyntaxTree.ParseText(text, Parsing)], references, new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));
        return [.. compilation.GetDiagnostics().Where(found => found.Severity == DiagnosticSeverity.Error).Select(found => (found.Location.GetMappedLineSpan().StartLinePosition.Line, found.GetMessage(null)))];
    }
}
