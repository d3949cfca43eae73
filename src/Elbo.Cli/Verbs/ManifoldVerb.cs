using System.CommandLine;

namespace Elbo.Cli.Verbs;

/// <summary><c>elbo manifold RUN</c>: decoded pictures over a plane of the latent space.</summary>
internal static class ManifoldVerb
{
    public static Verb Create()
    {
        var path = RunArgument.Run();
        var size = new Option<int>("--size") { HelpName = "N", Description = "Pictures along each side.", DefaultValueFactory = _ => 20 };
        var output = new Option<string?>("--out") { HelpName = "DIR", Description = "The folder to write both pictures to; figures in the run directory when left out." };
        var threads = RunArgument.Threads();
        var command = new Verb("manifold", "Draws decoded pictures over a plane of the latent space.", "elbo manifold runs/my-run") { path, size, output, threads };
        command.Handle((parse, cancellation) =>
        {
            int side = parse.GetValue(size);
            if (side is < 2 or > 100) throw new SettingException($"--size must be between 2 and 100, not {side}.");
            var (run, vae) = RunArgument.Open(parse, path, threads);
            using (vae)
            {
                var plane = vae.Latent <= 2 ? (0, vae.Latent - 1) : RunFigures.Plane(vae, RunArgument.Load(run, vae, cancellation: cancellation));
                if (vae.Latent > 2) Console.Error.WriteLine($"Of {vae.Latent} latent dimensions, {plane.Item1} and {plane.Item2} carry most and are shown; the others are 0.");
                foreach (string picture in RunFigures.Manifolds(run, vae, plane, side, parse.GetValue(output))) Console.WriteLine(picture);
            }
            return ExitCode.Done;
        });
        return command;
    }
}
