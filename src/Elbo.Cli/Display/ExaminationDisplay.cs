namespace Elbo.Cli.Display;

/// <summary>Shows on standard error how far an examination is, as <see cref="EvaluationDisplay"/> does.</summary>
internal static class ExaminationDisplay
{
    public static T Run<T>(Func<IProgress<double>?, T> examine) => EvaluationDisplay.Run(progress => examine(new ImmediateProgress<double>(done => progress.Report(new("examination", done)))));
}
