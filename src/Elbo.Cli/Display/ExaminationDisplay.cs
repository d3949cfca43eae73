using Spectre.Console;

namespace Elbo.Cli.Display;

/// <summary>Shows how far an examination is: a bar on a terminal, nothing elsewhere. Always on standard error.</summary>
internal static class ExaminationDisplay
{
    public static T Run<T>(Func<IProgress<double>?, T> examine)
    {
        if (Terminal.OnError() is not { } console) return examine(null);
        return console.Progress().AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn())
            .Start(context =>
            {
                var bar = context.AddTask("examining");
                return examine(new Report(done => bar.Value = bar.MaxValue * done));
            });
    }

    private sealed class Report(Action<double> show) : IProgress<double>
    {
        void IProgress<double>.Report(double value) => show(value);
    }
}
