using System.Text.RegularExpressions;

namespace Elbo.Packages.Tests.Documents;

/// <summary>Fills in what a reader would: RUN, DIR, FILE.csv, a name, a number, a file that is brought along.</summary>
internal static partial class Placeholders
{
    private static readonly string[] Kinds = ["codes", "plane", "labels", "table", "faces"];

    /// <summary>The kinds of runs that a command is likely to be about, and then all others.</summary>
    public static IEnumerable<string> RunsFor(string arguments)
    {
        string? first = arguments.Contains("--label", StringComparison.Ordinal) ? "labels"
            : arguments.Contains(".csv", StringComparison.Ordinal) && arguments.Contains("--data", StringComparison.Ordinal) || arguments.Contains("--anomalies", StringComparison.Ordinal) || arguments.Contains("--count", StringComparison.Ordinal) ? "table"
            : arguments.Contains("--data DIR", StringComparison.Ordinal) || arguments.Contains("my-pictures", StringComparison.Ordinal) ? "faces"
            : arguments.StartsWith("latent", StringComparison.Ordinal) && !arguments.Contains("--map", StringComparison.Ordinal) ? "plane" : null;
        return first is null ? Kinds : Kinds.Where(kind => kind != first).Prepend(first);
    }

    /// <summary>Whether a command names a run that its folder does not hold.</summary>
    public static bool NeedsRun(string arguments, string folder) =>
        RunWord().IsMatch(arguments) || Examples().Matches(arguments).Any(match => !Path.Exists(Path.Combine(folder, match.Value)) && !IsResult(arguments, match.Index));

    /// <summary>The arguments with a run and all else in place; files that a reader brings along are put into the folder.</summary>
    public static string Fill(string arguments, string folder, CommandFixture fixture, string? run)
    {
        if (run is not null)
        {
            arguments = RunWord().Replace(arguments, run);
            arguments = Examples().Replace(arguments, match => Path.Exists(Path.Combine(folder, match.Value)) || IsResult(arguments, match.Index) ? match.Value : match.Value is "runs" or "runs/" ? fixture.Runs : run);
        }
        arguments = Words().Replace(arguments, match => match.Value switch
        {
            "DIR" or "PICTURES" or "my-pictures" => IsResult(arguments, match.Index) ? "new-" + match.Value.ToLowerInvariant() : fixture.Pictures,
            "FILE.json" or "RECIPE.json" => "recipe.json",
            "FILE.csv" or "OTHER.csv" => IsResult(arguments, match.Index) ? "new.csv" : fixture.Table,
            "FILE.png" or "FILE.jpg" or "PICTURE" => Directory.GetFiles(fixture.Pictures)[0],
            "FILE" => arguments.Contains("--picture", StringComparison.Ordinal) ? Directory.GetFiles(fixture.Pictures)[0] : IsResult(arguments, match.Index) ? "new" : fixture.Table,
            "COLUMN=VALUE" => "species=Gentoo",
            "NAME" or "RECIPE" => "digits",
            "S" or "SEED" or "N" or "K" => "3",
            "OUT" => "new",
            _ => match.Value,
        });
        foreach (string word in arguments.Split(' ').Where(word => word.Contains('/', StringComparison.Ordinal) && !Path.IsPathRooted(word) && !Path.Exists(Path.Combine(folder, word)) && File.Exists(Checkout.At(word))))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, word))!);
            File.Copy(Checkout.At(word), Path.Combine(folder, word));
        }
        foreach (Match brought in Brought().Matches(arguments))
        {
            string to = Path.Combine(folder, brought.Groups[1].Value), kind = Path.GetExtension(to);
            if (File.Exists(to) || Path.IsPathRooted(brought.Groups[1].Value)) continue;
            if (kind == ".csv") File.Copy(fixture.Table, to);
            else if (kind == ".safetensors") File.Copy(fixture.Weights, to);
            else if (kind is ".png" or ".jpg") File.Copy(Directory.GetFiles(fixture.Pictures)[0], to);
            else if (fixture.Shell.Run(folder, $"elbo recipes show mlp-latent > '{to}'") is { Code: not 0 } failed) throw new InvalidOperationException(failed.Output);
        }
        return arguments;
    }

    // What follows such an option is written, not read.
    private static bool IsResult(string arguments, int index) => Results().IsMatch(arguments[..index]);

    [GeneratedRegex(@"(?<![\w/.-])RUN(?![\w.])")]
    private static partial Regex RunWord();

    [GeneratedRegex(@"(?<![\w/.-])runs(/[\w.-]*)?(?=\s|$)")]
    private static partial Regex Examples();

    [GeneratedRegex(@"(?<![\w/.=-])([A-Z]{1,}(=[A-Z]+)?(\.[a-z]+)?|my-pictures)(?=\s|$)")]
    private static partial Regex Words();

    [GeneratedRegex(@"(?:^(?:train|sweep|import) |--data |--picture |^import \S+ )([\w./-]+\.(?:csv|safetensors|png|jpg|json))\b")]
    private static partial Regex Brought();

    [GeneratedRegex(@"(--(out|csv|codes|export)[ =]|>\s*)$")]
    private static partial Regex Results();
}
