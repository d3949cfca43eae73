using System.CommandLine;
using System.Globalization;
using Elbo.Cli.Display;
using Elbo.Conditions;

namespace Elbo.Cli.Verbs;

/// <summary><c>elbo manifold RUN</c>: decoded pictures over a plane of the latent space.</summary>
internal static class ManifoldVerb
{
    private static readonly Argument<string> Path = RunArgument.Run();
    private static readonly Option<string?> Dimensions = new("--dims") { HelpName = "A,B", Description = "The latent dimensions to the right and upwards; the two of highest KL divergence when left out." };
    private static readonly Option<int?> Image = new("--image") { HelpName = "I", Description = "Keep the other dimensions at the code of this test picture; at 0 when left out." };
    private static readonly Option<string?> Label = new("--label") { HelpName = "LABEL", Description = "Of a conditional model: the label of all pictures, by name or number; that of the image, or the first, when left out." };
    private static readonly Option<int> Size = new("--size") { HelpName = "N", Description = "Pictures along each side.", DefaultValueFactory = _ => 20 };
    private static readonly Option<string?> Out = new("--out") { HelpName = "DIR", Description = "The folder to write both pictures to; figures in the run directory when left out." };
    private static readonly Option<int> Threads = RunArgument.Threads();

    public static Verb Create()
    {
        var command = new Verb("manifold", "Draws decoded pictures over a plane of the latent space.", "elbo manifold runs/my-run --dims 3,7 --image 12") { Path, Dimensions, Image, Label, Size, Out, Threads };
        command.Handle(Run);
        return command;
    }

    private static int Run(ParseResult parse, CancellationToken cancellation)
    {
        int side = parse.GetValue(Size);
        if (side is < 2 or > 100) throw new SettingException($"--size must be between 2 and 100, not {side}.");
        var given = parse.GetValue(Dimensions) is { } text ? Plane(text) : default((int First, int Second)?);
        var (run, vae) = RunArgument.OpenPictures(parse, Path, Threads);
        using (vae)
        {
            if (given is not null && vae.Latent == 1) throw new SettingException($"{run.Path} has one latent dimension, so there is no plane to choose; leave --dims out.");
            if (given is { } plane && Math.Max(plane.First, plane.Second) >= vae.Latent)
                throw new SettingException($"--dims must be two of the latent dimensions 0 to {vae.Latent - 1} of {run.Path}, not {plane.First},{plane.Second}.");
            int? image = parse.GetValue(Image);
            var data = image is not null || (given is null && vae.Latent > 2) ? RunArgument.Load(run, vae, cancellation: cancellation) : null;
            var (centre, label) = image is { } index ? PictureArgument.Code(vae, data!.Test, PictureArgument.Require(index, data.Test, Image)) : ((float[]?)null, default(byte));
            if (parse.GetValue(Label) is { } name) label = ClassLabels.Find(vae.ClassNames, name);
            if (vae.Classes > 0) Terminal.Tell($"All pictures are of label {vae.ClassNames[label]}.");
            var shown = given ?? (vae.Latent <= 2 ? (0, vae.Latent - 1) : RunFigures.Plane(vae, data!));
            if (vae.Latent > 2)
            {
                string others = image is { } at ? $"are those of {PictureArgument.Words(data!.Test, at)}" : "are 0";
                Terminal.Tell($"Of {vae.Latent} latent dimensions, {shown.First} and {shown.Second} {(given is null ? "carry most and " : "")}are shown; the others {others}.");
            }
            foreach (string picture in RunFigures.Manifolds(run, vae, shown, side, parse.GetValue(Out), centre, label, cancellation)) Terminal.Print(picture);
        }
        return ExitCode.Done;
    }

    private static (int First, int Second) Plane(string text)
    {
        string[] parts = text.Split(',');
        if (parts.Length == 2
            && int.TryParse(parts[0].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int first)
            && int.TryParse(parts[1].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int second)
            && first != second) return (first, second);
        throw new SettingException($"--dims must be two different latent dimensions, such as 0,3, not {Quoted.Text(text)}.");
    }
}
