using System.CommandLine;
using System.Globalization;

namespace Elbo.Cli.Verbs;

/// <summary><c>elbo sample RUN</c>: new pictures from the prior.</summary>
internal static class SampleVerb
{
    private const int MostPictures = 10_000;

    public static Verb Create()
    {
        var path = RunArgument.Run();
        var grid = new Option<string>("--grid") { HelpName = "RxC", Description = "Rows x columns of pictures.", DefaultValueFactory = _ => "10x10" };
        var seed = new Option<long>("--seed") { HelpName = "N", Description = "Key of the draws.", DefaultValueFactory = _ => 1 };
        var output = RunArgument.Out("samples.png");
        var threads = RunArgument.Threads();
        var command = new Verb("sample", "Draws new pictures from the prior.", "elbo sample runs/my-run --grid 10x10 --seed 7") { path, grid, seed, output, threads };
        command.Handle(parse =>
        {
            var (rows, columns) = Grid(parse.GetValue(grid)!);
            var (run, vae) = RunArgument.Open(parse.GetValue(path)!, parse.GetValue(threads));
            using (vae) Console.WriteLine(RunFigures.Samples(run, vae, rows, columns, parse.GetValue(seed), parse.GetValue(output)));
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
