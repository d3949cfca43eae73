using System.CommandLine;
using System.Globalization;
using Elbo.Cli.Display;
using Elbo.Exchange;
using Elbo.Runs;

namespace Elbo.Cli.Verbs;

/// <summary><c>elbo export RUN</c>: the model for other programs.</summary>
internal static class ExportVerb
{
    private const string Onnx = "onnx", Safetensors = "safetensors", Elbo = "elbo";

    private static readonly Argument<string> Path = RunArgument.Run();

    private static readonly Option<string> Format = new("--format")
    {
        HelpName = "FORMAT",
        Description = "onnx: encoder.onnx (image to mean, std), decoder.onnx (latent to image) and vae.onnx (image, noise to reconstruction, mean, std), for any batch. "
            + "safetensors: a state dict for PyTorch (encoder.N as in an nn.Sequential, heads mean and log_variance, or rho for a softplus deviation, decoder.N) and the Python class that loads it. "
            + "elbo: one file for Vae.Load in a program of one's own, which knows from the run's validation data what scores are usual.",
        DefaultValueFactory = _ => Onnx,
    };

    private static readonly Option<string?> Out = new("--out") { HelpName = "PATH", Description = "A folder for onnx, a file for the others; export/onnx, export/model.safetensors or export/elbo.safetensors in the run directory when left out." };
    private static readonly Option<bool> Preprocessing = new("--preprocessing") { Description = "For onnx: images are intensities in [0, 1] instead of the values that the networks see." };

    public static Verb Create()
    {
        var command = new Verb("export", "Writes the model for other programs: ONNX, weights for PyTorch, or one file for .NET.", "elbo export runs/my-run --format onnx --preprocessing --out web/models") { Path, Format, Out, Preprocessing };
        command.Handle(Run);
        return command;
    }

    private static int Run(ParseResult parse, CancellationToken cancellation)
    {
        string format = parse.GetValue(Format)!;
        bool preprocessing = parse.GetValue(Preprocessing);
        if (format is not (Onnx or Safetensors or Elbo)) throw new SettingException($"--format must be {Onnx}, {Safetensors} or {Elbo}, not {Quoted.Text(format)}.");
        if (preprocessing && format != Onnx) throw new SettingException($"--preprocessing means nothing to --format {format}; leave it out.");
        var run = RunDirectory.Open(parse.GetValue(Path)!);
        string place = parse.GetValue(Out) ?? System.IO.Path.Combine(run.Path, "export", format == Onnx ? Onnx : format == Elbo ? "elbo.safetensors" : "model.safetensors");
        using var vae = Vae.Load(run.Path, format == Elbo ? 0 : 1);
        var files = format switch
        {
            Onnx => OnnxExport.Write(vae, place, preprocessing),
            Safetensors => SafetensorsExport.Write(vae, place),
            _ => Write(run, vae, place, cancellation),
        };
        foreach (string file in files) Terminal.Print(file);
        return ExitCode.Done;
    }

    /// <summary>The model with what scores are usual for examples that it was not trained on.</summary>
    private static IReadOnlyList<string> Write(RunDirectory run, Vae vae, string path, CancellationToken cancellation)
    {
        ExchangeFolder.Make(System.IO.Path.GetDirectoryName(path));
        var usual = vae.Calibrate(LoadingDisplay.Load(run.Recipe.Data, quiet: true, cancellation: cancellation, schema: vae.Schema).Ordinary, cancellation);
        Terminal.Tell(string.Create(CultureInfo.InvariantCulture, $"Calibrated on {usual.Images:N0} examples: 1 in 100 of them has an ELBO below {usual.Threshold(99):F2} nats."));
        vae.Save(path);
        return [path];
    }
}
