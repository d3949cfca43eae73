using System.CommandLine;
using Elbo.Cli.Display;
using Elbo.Exchange;

namespace Elbo.Cli.Verbs;

/// <summary><c>elbo export RUN</c>: the model for other programs.</summary>
internal static class ExportVerb
{
    private static readonly string[] Formats = ["onnx"];

    public static Verb Create()
    {
        var path = RunArgument.Run();
        var format = new Option<string>("--format")
        {
            HelpName = "FORMAT",
            Description = "onnx: encoder.onnx (image to mean, std), decoder.onnx (latent to image) and vae.onnx (image, noise to reconstruction, mean, std), for any batch.",
            DefaultValueFactory = _ => Formats[0],
        };
        var output = new Option<string?>("--out") { HelpName = "PATH", Description = "Where to write: for onnx a folder, export/onnx in the run directory when left out." };
        var preprocessing = new Option<bool>("--preprocessing") { Description = "For onnx: images are intensities in [0, 1] instead of the values that the networks see." };
        var command = new Verb("export", "Writes the model for other programs.", "elbo export runs/my-run --format onnx --preprocessing --out web/models") { path, format, output, preprocessing };
        command.Handle(parse =>
        {
            if (!Formats.Contains(parse.GetValue(format)))
                throw new SettingException($"--format must be {string.Join(" or ", Formats)}, not {Quoted.Text(parse.GetValue(format))}.");
            var run = Runs.RunDirectory.Open(parse.GetValue(path)!);
            using var vae = Vae.Load(run.Path, 1);
            string folder = parse.GetValue(output) ?? Path.Combine(run.Path, "export", "onnx");
            foreach (string file in OnnxExport.Write(vae, folder, parse.GetValue(preprocessing))) Terminal.Print(file);
            return ExitCode.Done;
        });
        return command;
    }
}
