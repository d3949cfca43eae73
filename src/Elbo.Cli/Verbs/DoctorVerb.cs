using System.CommandLine;
using Elbo.Cli.Display;
using Elbo.Diagnosis;

namespace Elbo.Cli.Verbs;

/// <summary><c>elbo doctor RUN</c>: what is wrong or odd about a run, with evidence and the setting to change.</summary>
internal static class DoctorVerb
{
    public static Verb Create()
    {
        var path = RunArgument.Run();
        var json = new Option<bool>("--json") { Description = "One JSON document on standard output." };
        var strict = new Option<bool>("--strict") { Description = "Exit code 1 where something is wrong: for scripts." };
        var threads = RunArgument.Threads();
        var command = new Verb("doctor", "Says what is wrong or odd about a run, with the evidence and the setting to change.", "elbo doctor runs/my-run") { path, json, strict, threads };
        command.Handle((parse, cancellation) =>
        {
            var (run, vae) = RunArgument.Open(parse, path, threads);
            using (vae)
            {
                var data = RunArgument.Load(run, vae, cancellation: cancellation);
                var findings = ExaminationDisplay.Run(progress => Doctor.Examine(run, data, vae, progress, cancellation));
                if (parse.GetValue(json)) Documents.Findings(findings, run.Path, vae.Step);
                else FindingsText.Write(findings);
                return parse.GetValue(strict) && findings.Any(finding => finding.Severity > Severity.Note) ? ExitCode.Failed : ExitCode.Done;
            }
        });
        return command;
    }
}
