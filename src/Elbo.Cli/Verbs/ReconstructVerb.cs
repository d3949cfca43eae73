namespace Elbo.Cli.Verbs;

/// <summary><c>elbo reconstruct RUN</c>: test pictures above their reconstructions.</summary>
internal static class ReconstructVerb
{
    public static Verb Create()
    {
        var path = RunArgument.Run();
        var data = RunArgument.Data();
        var output = RunArgument.Out("reconstructions.png");
        var threads = RunArgument.Threads();
        var command = new Verb("reconstruct", "Draws test pictures, each above its reconstruction.", "elbo reconstruct runs/my-run") { path, data, output, threads };
        command.Handle((parse, cancellation) =>
        {
            var (run, vae) = RunArgument.Open(parse, path, threads);
            using (vae) Console.WriteLine(RunFigures.Reconstructions(run, RunArgument.Load(run, vae, parse.GetValue(data), cancellation).Test, vae, parse.GetValue(output)));
            return ExitCode.Done;
        });
        return command;
    }
}
