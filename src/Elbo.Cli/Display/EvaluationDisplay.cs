using System.Diagnostics;
using Elbo.Evaluation;
using Spectre.Console;

namespace Elbo.Cli.Display;

/// <summary>Tells on standard error how far an evaluation is: bars with the time left on a terminal, a line now and then elsewhere.</summary>
internal static class EvaluationDisplay
{
    public static T Run<T>(Func<IProgress<EvaluationProgress>, T> evaluate) =>
        Terminal.OnError() is { } console ? WithBars(console, evaluate) : evaluate(Plain(Terminal.Tell, Lines.Every));

    private static T WithBars<T>(IAnsiConsole console, Func<IProgress<EvaluationProgress>, T> evaluate) => console.Progress()
        .AutoClear(true)
        .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
        .Start(context =>
        {
            var bars = new Dictionary<string, ProgressTask>();
            return evaluate(new ImmediateProgress<EvaluationProgress>(p =>
            {
                if (!bars.TryGetValue(p.Task, out var bar)) bars[p.Task] = bar = context.AddTask(Markup.Escape(p.Task));
                bar.Value = bar.MaxValue * p.Done;
            }));
        });

    /// <summary>Plain lines, of each task none before it has taken as long as between two lines.</summary>
    internal static IProgress<EvaluationProgress> Plain(Action<string> write, TimeSpan every)
    {
        var clock = Stopwatch.StartNew();
        TimeSpan begun = default, last = default;
        string? task = null;
        return new ImmediateProgress<EvaluationProgress>(p =>
        {
            if (p.Task != task) (task, begun, last) = (p.Task, clock.Elapsed, clock.Elapsed);
            if (clock.Elapsed - last < every || p.Done is <= 0 or >= 1) return;
            last = clock.Elapsed;
            var left = (last - begun) * ((1 - p.Done) / p.Done);
            write($"{p.Task}, {p.Done:P0}, {(left.TotalHours >= 1 ? $"{(int)left.TotalHours}:{left:mm\\:ss}" : $"{left:m\\:ss}")} left");
        });
    }
}
