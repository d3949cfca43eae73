using System.CommandLine;
using System.Globalization;
using Elbo.Cli.Display;
using Elbo.Conditions;

namespace Elbo.Cli.Verbs;

/// <summary><c>elbo sample RUN</c>: new pictures from the prior.</summary>
internal static class SampleVerb
{
    private const int MostPictures = 10_000;

    public static Verb Create()
    {
        var path = RunArgument.Run();
        var grid = new Option<string?>("--grid") { HelpName = "RxC", Description = "Rows x columns of pictures; 10x10 when left out, for a conditional model 20 columns and a row for each label." };
        var label = new Option<string?>("--label") { HelpName = "LABEL,…", Description = "Of a conditional model: the labels to draw, by name or number, row by row; all of them when left out." };
        var seed = new Option<long>("--seed") { HelpName = "N", Description = "Key of the draws.", DefaultValueFactory = _ => 1 };
        var output = RunArgument.Out("samples.png");
        var threads = RunArgument.Threads();
        var command = new Verb("sample", "Draws new pictures from the prior.", "elbo sample runs/my-run --grid 10x10 --seed 7") { path, grid, label, seed, output, threads };
        command.Handle(parse =>
        {
            (int, int)? given = parse.GetValue(grid) is { } text ? Grid(text) : null;
            var (run, vae) = RunArgument.Open(parse, path, threads);
            using (vae)
            {
                byte[] labels = parse.GetValue(label) is { } names ? [.. names.Split(',', StringSplitOptions.TrimEntries).Select(name => ClassLabels.Find(vae.ClassNames, name))] : [];
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
