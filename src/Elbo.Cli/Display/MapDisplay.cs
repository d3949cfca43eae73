using Elbo.Maps;
using Spectre.Console;

namespace Elbo.Cli.Display;

/// <summary>Shows on standard error how a map comes along: a bar on a terminal, some lines elsewhere.</summary>
internal static class MapDisplay
{
    public static TsneMap Embed(float[] points, int dimensions, TsneOptions options, int threads, CancellationToken cancellation)
    {
        if (Terminal.OnError() is not { } console) return Tsne.Embed(points, dimensions, options, threads, Lines.Of<TsneProgress>(p => $"{Words(p)}, {p.Fraction:P0}"), cancellation);
        return console.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                var bars = new ProgressTask?[2];
                return Tsne.Embed(points, dimensions, options, threads, new ImmediateProgress<TsneProgress>(p =>
                {
                    var bar = bars[(int)p.Stage] ??= context.AddTask(Words(p));
                    bar.Description = Words(p);
                    bar.Value = Math.Max(bar.Value, bar.MaxValue * p.Fraction);
                }), cancellation);
            });
    }

    private static string Words(TsneProgress p) => p.Stage == TsneStage.Neighbours ? "neighbours"
        : p.KlDivergence is { } divergence ? $"step {p.Iteration:N0}, KL {divergence:F3}" : $"step {p.Iteration:N0}";
}
