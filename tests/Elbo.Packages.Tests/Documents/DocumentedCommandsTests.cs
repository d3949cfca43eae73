using System.Globalization;
using System.Text.RegularExpressions;
using Xunit.Abstractions;

namespace Elbo.Packages.Tests.Documents;

/// <summary>Every command that a page shows is accepted as it stands and does its work, made short: see <see cref="Shortened"/>.</summary>
public sealed partial class DocumentedCommandsTests(CommandFixture fixture, ITestOutputHelper output) : IClassFixture<CommandFixture>
{
    // Fetches from the network, which must fail without one in the sentence for that.
    private const string Fetching = "data get ", NoNetwork = "check the network";

    public static TheoryData<string> Pages => [.. Document.All.Where(document => document.Path != "CHANGELOG.md" && DocumentedCommand.Of(document).Any()).Select(document => document.Path)];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_command_of_a_page_does_what_it_is_shown_for(string page)
    {
        // Commands are shown as a shell of Unix reads them.
        if (OperatingSystem.IsWindows()) return;
        var commands = DocumentedCommand.Of(Document.At(page)).ToList();
        string folder = fixture.NewFolder();
        var failures = new List<string>();
        (int ran, int repeated, int looked) = (0, 0, 0);
        double before = fixture.Shell.Seconds;
        foreach (var command in commands)
        {
            string? failure;
            if (command.Arguments is not { Length: > 0 } arguments)
            {
                (failure, looked) = (OtherCommands.Complaint(command.Text), looked + 1);
            }
            else
            {
                (failure, bool isNew) = Run(command, arguments, folder);
                (ran, repeated) = isNew ? (ran + 1, repeated) : (ran, repeated + 1);
            }
            if (failure is not null) failures.Add($"{command}\n    {failure.Trim().ReplaceLineEndings("\n    ")}");
        }
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{page}: {ran} commands of elbo's run, {repeated} seen before, {looked} of other programs looked up, {fixture.Shell.Seconds - before:0.0} s of processor time"));
        Assert.True(failures.Count == 0, string.Join('\n', failures));
    }

    [Fact]
    public void Commands_are_found_in_blocks_and_in_text()
    {
        var found = Document.All.SelectMany(DocumentedCommand.Of).ToList();
        Assert.Contains(found, command => command is { Page: "README.md", Inline: false, Arguments: "train --out runs/first" });
        Assert.Contains(found, command => command is { Page: "README.md", Inline: false } && command.Arguments == "sample runs/by-label --label 7");
        Assert.Contains(found, command => command is { Page: "docs/results.md", Inline: true } && command.Arguments == "sample RUN --grid 10x10");
        Assert.Contains(found, command => command is { Page: "CONTRIBUTING.md", Arguments: null });
        Assert.True(found.Count > 100, $"{found.Count} commands");
    }

    [Theory]
    [InlineData("train digits --stes 5", "did you mean '--steps'?")]
    [InlineData("train digits --steps 5000 --set model.latnet=3", "model.latent")]
    [InlineData("train digts", "digits")]
    [InlineData("train digits --data NOWHERE", "NOWHERE")]
    public void A_misspelt_word_is_not_overlooked(string arguments, string said)
    {
        if (OperatingSystem.IsWindows()) return;
        var (failure, _) = Run(new DocumentedCommand("page", 1, "elbo " + arguments, Inline: true), arguments, fixture.NewFolder());
        Assert.Contains(said, failure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bench/nothing --data DIR")]
    [InlineData("bench/compare --dta DIR")]
    [InlineData("dotnet run --project bench/none")]
    [InlineData("dotnet run -c Release --project bench/crash -- --kils 3")]
    [InlineData("./test --filter NoSuchTest" + "s")]
    [InlineData("obscure --help")]
    public void Another_programs_command_that_cannot_be_is_not_overlooked(string command) => Assert.NotNull(OtherCommands.Complaint(command));

    private (string? Failure, bool IsNew) Run(DocumentedCommand command, string arguments, string folder)
    {
        // The name of a verb, not a command to type.
        if (command.Inline && Name().IsMatch(arguments) && !arguments.StartsWith("--", StringComparison.Ordinal)) arguments += " --help";
        string? first = null;
        foreach (string? kind in Placeholders.NeedsRun(arguments, folder) ? Placeholders.RunsFor(arguments) : (IEnumerable<string?>)[null])
        {
            string line = Shortened.Of(Placeholders.Fill(arguments, folder, fixture, kind is null ? null : fixture.Run(kind)), folder, fixture.Pictures);
            if (command.Inline && !fixture.Seen.Add(line.Replace(folder, "", StringComparison.Ordinal))) return (null, false);
            var (code, said) = line.StartsWith("explore", StringComparison.Ordinal) && !line.Contains("--export", StringComparison.Ordinal) && !line.Contains("--help", StringComparison.Ordinal)
                ? fixture.Shell.Visit(folder, "elbo " + line) : fixture.Shell.Run(folder, "elbo " + line);
            bool done = line.StartsWith(Fetching, StringComparison.Ordinal) && !line.Contains("--help", StringComparison.Ordinal) ? code == 1 && said.Contains(NoNetwork, StringComparison.Ordinal) : code == 0;
            if (done) return (null, true);
            first ??= $"exit code {code} of: elbo {line}\n{string.Join('\n', said.Trim().Split('\n').TakeLast(3))}";
        }
        return (first, true);
    }

    [GeneratedRegex(@"^[a-z]+( (show|list|info|get|cache))?$")]
    private static partial Regex Name();
}
