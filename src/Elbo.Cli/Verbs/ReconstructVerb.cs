using System.CommandLine;
using Elbo.Cli.Display;
using Elbo.Evaluation;
using Elbo.Imaging;

namespace Elbo.Cli.Verbs;

/// <summary><c>elbo reconstruct RUN</c>: test pictures with their reconstructions, and how near these are.</summary>
internal static class ReconstructVerb
{
    private static readonly (string Name, PairLayout Layout)[] Layouts = [("beside", PairLayout.Beside), ("over", PairLayout.Over)];

    public static Verb Create()
    {
        var path = RunArgument.Run();
        var data = RunArgument.Data();
        var layout = new Option<string?>("--layout") { HelpName = "LAYOUT", Description = "beside or over: where the original stands; beside for colour, over for grey when left out." };
        var json = new Option<bool>("--json") { Description = "One JSON document on standard output." };
        var output = RunArgument.Out("reconstructions.png");
        var threads = RunArgument.Threads();
        var command = new Verb("reconstruct", "Draws test pictures with their reconstructions, and measures PSNR and SSIM.", "elbo reconstruct runs/my-run --data my-pictures") { path, data, layout, json, output, threads };
        command.Handle((parse, cancellation) =>
        {
            var laid = Layout(parse.GetValue(layout));
            var (run, vae) = RunArgument.OpenPictures(parse, path, threads);
            using (vae)
            {
                var test = RunArgument.Load(run, vae, parse.GetValue(data), cancellation).Test;
                var quality = ReconstructionQuality.Of(vae, test, cancellation: cancellation);
                string picture = RunFigures.Reconstructions(run, test, vae, parse.GetValue(output), laid);
                if (parse.GetValue(json)) Documents.Quality(quality, test.Name, picture);
                else
                {
                    Tables.Quality(quality, test.Name);
                    Terminal.Print(picture);
                }
            }
            return ExitCode.Done;
        });
        return command;
    }

    private static PairLayout? Layout(string? name) => name is null ? null
        : Array.Find(Layouts, known => known.Name == name) is { Name: not null } found ? found.Layout
        : throw new SettingException($"--layout must be {string.Join(" or ", Layouts.Select(known => known.Name))}, not {Quoted.Text(name)}.");
}
