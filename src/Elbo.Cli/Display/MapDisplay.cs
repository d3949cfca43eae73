using System.Diagnostics;
using Elbo.Maps;
using Spectre.Console;

namespace Elbo.Cli.Display;

/// <summary>Shows on standard error how a map comes along: a bar on a terminal, some lines elsewhere.</summary>
internal static class MapDisplay
{
    private static readonly TimeSpan LineEvery = TimeSpan.FromSeconds(5);

    public static TsneMap Embed(float[] points, int dimensions, TsneOptions options, int threads, CancellationToken cancellation)
    {
        if (Terminal.OnError() is not { } console) return Tsne.Embed(points, dimensions, options, threads, Lines(), cancellation);
        return console.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                var bars = new ProgressTask?[2];
                return Tsne.Embed(points, dimensions, options, threads, new Report(p =>
                {
                    var bar = bars[(int)p.Stage] ??= context.AddTask(Words(p));
                    bar.Description = Words(p);
                    bar.Value = Math.Max(bar.Value, bar.MaxValue * p.Fraction);
                }), cancellation);
            });
    }

    private static Report Lines()
    {
        var clock = Stopwatch.StartNew();
        var last = TimeSpan.Zero;
        return new Report(p =>
        {
            if (clock.Elapsed - last < LineEvery) return;
            last = clock.Elapsed;
            Console.Error.WriteLine($"{Words(p)}, {p.Fraction:P0}");
        });
    }

    private static string Words(TsneProgress p) => p.Stage == TsneStage.Neighbours ? "neighbours"
        : p.KlDivergence is { } divergence ? $"step {p.Iteration:N0}, KL {divergence:F3}" : $"step {p.Iteration:N0}";

    // Neighbours are found, and told of, on several threads.
    private sealed class Report(Action<TsneProgress> show) : IProgress<TsneProgress>
    {
        private readonly Lock one = new();

        void IProgress<TsneProgress>.Report(TsneProgress value)
        {
            lock (one) show(value);
        }
    }
}
