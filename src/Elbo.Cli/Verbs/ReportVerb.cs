using System.CommandLine;
using Elbo.Cli.Display;
using Elbo.Reports;
using Elbo.Runs;

namespace Elbo.Cli.Verbs;

/// <summary><c>elbo report RUN</c>: one page that shows all of a run.</summary>
internal static class ReportVerb
{
    public static Verb Create()
    {
        var path = RunArgument.Run();
        var output = new Option<string?>("--out") { HelpName = "FILE", Description = "Where to write the page; report.html in the run directory when left out." };
        var threads = RunArgument.Threads();
        var command = new Verb("report", "Writes one page that shows all of a run and needs no network.", "elbo report runs/my-run") { path, output, threads };
        command.Handle((parse, cancellation) =>
        {
            int count = RunArgument.Of(parse, threads);
            var run = RunDirectory.Open(parse.GetValue(path)!);
            // A run without a checkpoint has a page, too, which says so.
            using var vae = run.Checkpoints.List().Count > 0 || File.Exists(run.Checkpoints.BestPath) ? Vae.Load(run.Path, count) : null;
            var data = LoadingDisplay.Load(run.Recipe.Data, quiet: false, cancellation: cancellation, schema: vae?.Schema);
            Terminal.Print(EvaluationDisplay.Run(progress => Report.Save(run, data, vae, path: parse.GetValue(output), progress: progress, cancellation: cancellation)));
            return ExitCode.Done;
        });
        return command;
    }
}
