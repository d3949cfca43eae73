using System.CommandLine;
using Elbo.Cli.Display;
using Elbo.Exchange;
using Elbo.Runs;

namespace Elbo.Cli.Verbs;

/// <summary><c>elbo export RUN</c>: the model for other programs.</summary>
internal static class ExportVerb
{
    private const string Onnx = "onnx", Safetensors = "safetensors";

    private static readonly Argument<string> Path = RunArgument.Run();

    private static readonly Option<string> Format = new("--format")
    {
        HelpName = "FORMAT",
        Description = "onnx: encoder.onnx (image to mean, std), decoder.onnx (latent to image) and vae.onnx (image, noise to reconstruction, mean, std), for any batch. "
            + "safetensors: a state dict for PyTorch (encoder.N as in an nn.Sequential, heads mean and log_variance, or rho for a softplus deviation, decoder.N) and the Python class that loads it.",
        DefaultValueFactory = _ => Onnx,
    };

    private static readonly Option<string?> Out = new("--out") { HelpName = "PATH", Description = "A folder for onnx, a file for safetensors; export/onnx or export/model.safetensors in the run directory when left out." };
    private static readonly Option<bool> Preprocessing = new("--preprocessing") { Description = "For onnx: images are intensities in [0, 1] instead of the values that the networks see." };

    public static Verb Create()
    {
        var command = new Verb("export", "Writes the model for other programs: ONNX, or weights for PyTorch.", "elbo export runs/my-run --format onnx --preprocessing --out web/models") { Path, Format, Out, Preprocessing };
        command.Handle(Run);
        return command;
    }

    private static int Run(ParseResult parse, CancellationToken cancellation)
    {
        string format = parse.GetValue(Format)!;
        bool preprocessing = parse.GetValue(Preprocessing);
        if (format is not (Onnx or Safetensors)) throw new SettingException($"--format must be {Onnx} or {Safetensors}, not {Quoted.Text(format)}.");
        if (preprocessing && format != Onnx) throw new SettingException($"--preprocessing means nothing to --format {format}, which holds weights alone; leave it out.");
        var run = RunDirectory.Open(parse.GetValue(Path)!);
        string place = parse.GetValue(Out) ?? System.IO.Path.Combine(run.Path, "export", format == Onnx ? Onnx : "model.safetensors");
        using var vae = Vae.Load(run.Path, 1);
        foreach (string file in format == Onnx ? OnnxExport.Write(vae, place, preprocessing) : SafetensorsExport.Write(vae, place)) Terminal.Print(file);
        return ExitCode.Done;
    }
}
