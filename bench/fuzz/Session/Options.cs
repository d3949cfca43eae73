using System.Globalization;

namespace Elbo.Fuzz.Session;

/// <summary>What the command line asks for.</summary>
/// <param name="Folder">Where corpus, findings and log are, and are found again.</param>
/// <param name="Readers">Which readers; none means all.</param>
/// <param name="Each">Executions that each reader gets at least, earlier sessions in this folder counted.</param>
/// <param name="Total">Executions of all readers together; what is left after each reader's share goes to all for equal processor time.</param>
/// <param name="Jobs">Readers at work at once, each on a core.</param>
/// <param name="Seconds">Processor time for each reader in this session, at most.</param>
internal sealed record Options(string Folder, IReadOnlyList<string> Readers, long Each, long Total, int Jobs, double Seconds)
{
    public const string Usage = """
        bench/fuzz feeds damaged files to every reader of Elbo's, guided by the code that they reach. It can be stopped at any time and goes on where it was.

          dotnet run -c Release --project bench/fuzz -- [--each N] [--total N] [--seconds S] [--jobs N] [--readers A,B] [--folder F]
          dotnet run -c Release --project bench/fuzz -- table [--folder F]            prints what was done, as Markdown
          dotnet run -c Release --project bench/fuzz -- keep TO [--most N] [--folder F]  copies the few smallest files that reach the most code
          dotnet run -c Release --project bench/fuzz -- replay READER FILE...         reads files once, not instrumented, and shows what becomes of them
        """;

    public static Options Parse(IReadOnlyList<string> words)
    {
        var options = new Options(Path.Combine("runs", "fuzz"), [], 500_000, 0, 1, double.PositiveInfinity);
        for (int i = 0; i + 1 < words.Count; i += 2)
        {
            string value = words[i + 1];
            options = words[i] switch
            {
                "--folder" => options with { Folder = value },
                "--readers" => options with { Readers = value.Split(',') },
                "--each" => options with { Each = long.Parse(value, CultureInfo.InvariantCulture) },
                "--total" => options with { Total = long.Parse(value, CultureInfo.InvariantCulture) },
                "--jobs" => options with { Jobs = int.Parse(value, CultureInfo.InvariantCulture) },
                "--seconds" => options with { Seconds = double.Parse(value, CultureInfo.InvariantCulture) },
                _ => throw new FormatException($"There is no option {words[i]}."),
            };
        }
        return words.Count % 2 == 0 ? options with { Folder = Path.GetFullPath(options.Folder) } : throw new FormatException($"{words[^1]} lacks its value.");
    }
}
