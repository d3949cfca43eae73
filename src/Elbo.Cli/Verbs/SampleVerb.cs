using System.CommandLine;
using System.Globalization;
using Elbo.Cli.Display;
using Elbo.Conditions;

namespace Elbo.Cli.Verbs;

/// <summary><c>elbo sample RUN</c>: new pictures from the prior.</summary>
internal static class SampleVerb
{
    private const int MostPictures = 10_000, MostRows = 1_000_000;

    public static Verb Create()
    {
        var path = RunArgument.Run();
        var grid = new Option<string?>("--grid") { HelpName = "RxC", Description = "Rows x columns of pictures; 10x10 when left out, for a conditional model 20 columns and a row for each label." };
        var count = new Option<int?>("--count") { HelpName = "N", Description = $"Of a table's model: how many rows to draw; {RunFigures.UsualRows} when left out." };
        var label = new Option<string?>("--label") { HelpName = "LABEL,…", Description = "Of a conditional model: the labels to draw, by name or number, row by row; all of them when left out." };
        var seed = new Option<long>("--seed") { HelpName = "N", Description = "Key of the draws.", DefaultValueFactory = _ => 1 };
        var output = RunArgument.Out("samples.png");
        var threads = RunArgument.Threads();
        var command = new Verb("sample", "Draws new pictures, or new rows of a table, from the prior.", "elbo sample runs/my-run --grid 10x10 --seed 7") { path, grid, count, label, seed, output, threads };
        command.Handle(parse =>
        {
            int? wanted = parse.GetValue(count);
            if (wanted is < 1 or > MostRows) throw new SettingException($"--count must be between 1 and {MostRows:N0}, not {wanted}.");
            (int, int)? given = parse.GetValue(grid) is { } text ? Grid(text) : null;
            var (run, vae) = RunArgument.Open(parse, path, threads);
            using (vae)
            {
                byte[] labels = parse.GetValue(label) is { } names ? [.. names.Split(',', StringSplitOptions.TrimEntries).Select(name => ClassLabels.Find(vae.ClassNames, name))] : [];
                if (vae.Schema is not null)
                {
                    if (given is not null) throw new SettingException($"--grid places pictures, but {run.Path} was trained on a table; give --count.");
                    Terminal.Print(RunFigures.SampleRows(run, vae, wanted ?? RunFigures.UsualRows, parse.GetValue(seed), parse.GetValue(output), labels));
                    return ExitCode.Done;
                }
                if (wanted is not null) throw new SettingException($"--count counts a table's rows, but {run.Path} was trained on pictures; give --grid.");
                var (rows, columns) = given ?? RunFigures.SampleGrid(labels.Length > 0 ? labels.Length : vae.Classes);
                Terminal.Print(RunFigures.Samples(run, vae, rows, columns, parse.GetValue(seed), parse.GetValue(output), labels));
            }
            return ExitCode.Done;
        });
        return command;
    }

    private static (int Rows, int Columns) Grid(string text)
    {
        string[] sides = text.Split('x', '×');
        if (sides.Length == 2
            && int.TryParse(sides[0], NumberStyles.None, CultureInfo.InvariantCulture, out int rows)
            && int.TryParse(sides[1], NumberStyles.None, CultureInfo.InvariantCulture, out int columns)
            && rows > 0 && columns > 0 && (long)rows * columns <= MostPictures) return (rows, columns);
        throw new SettingException($"--grid must be ROWSxCOLUMNS with at most {MostPictures} pictures, such as 10x10, not '{text}'.");
    }
}
