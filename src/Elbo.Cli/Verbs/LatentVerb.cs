namespace Elbo.Cli.Verbs;

/// <summary><c>elbo latent RUN</c>: codes of training and test pictures as points, coloured by label.</summary>
internal static class LatentVerb
{
    public static Verb Create()
    {
        var path = RunArgument.Run();
        var output = RunArgument.Out("latent.svg");
        var threads = RunArgument.Threads();
        var command = new Verb("latent", "Draws the latent codes of training and test pictures, coloured by label.", "elbo latent runs/my-run") { path, output, threads };
        command.Handle((parse, cancellation) =>
        {
            var (run, vae) = RunArgument.Open(parse, path, threads);
            using (vae)
            {
                var data = RunArgument.Load(run, vae, cancellation: cancellation);
                var plane = RunFigures.Plane(vae, data);
                if (vae.Latent > 2) Console.Error.WriteLine($"Of {vae.Latent} latent dimensions, {plane.First} and {plane.Second} carry most and are shown.");
                if (data.Test.Labels is null) Console.Error.WriteLine("The data have no labels; all points have one colour.");
                Console.WriteLine(RunFigures.Latent(run, data, vae, plane, parse.GetValue(output)));
            }
            return ExitCode.Done;
        });
        return command;
    }
}
