using Elbo.Data;
using Elbo.Data.Pictures;
using Elbo.Data.Tables;
using Elbo.Recipes;
using Spectre.Console;

namespace Elbo.Cli.Display;

/// <summary>Loads data and tells of it on standard error: a bar on a terminal while picture files are packed, some lines elsewhere.</summary>
internal static class LoadingDisplay
{
    /// <param name="options">What to load.</param>
    /// <param name="quiet">Whether to say only what went wrong.</param>
    /// <param name="whole">Whether pictures that come without parts are all tests.</param>
    /// <param name="schema">The columns that a table must fit.</param>
    /// <param name="cancellation">Stops packing.</param>
    public static DataSplits Load(DataOptions options, bool quiet, bool whole = false, TableSchema? schema = null, CancellationToken cancellation = default)
    {
        var how = new LoadOptions { Whole = whole, Cancellation = cancellation, Schema = schema };
        var data = quiet ? Datasets.Load(options, how)
            : Terminal.OnError() is { } console ? WithBar(console, options, how)
            : Datasets.Load(options, how with { Progress = Lines.Of<PackingProgress>(p => $"{Words(p)}, {p.Fraction:P0}") });
        foreach (string notice in quiet ? data.Warnings : data.Notices) Terminal.Tell(notice);
        return data;
    }

    private static DataSplits WithBar(IAnsiConsole console, DataOptions options, LoadOptions how) => console.Progress()
        .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
        .Start(context =>
        {
            // Nothing is shown for data that need no packing.
            ProgressTask? bar = null;
            return Datasets.Load(options, how with
            {
                Progress = new ImmediateProgress<PackingProgress>(p =>
                {
                    bar ??= context.AddTask("packing");
                    bar.Description = Markup.Escape(Quoted.Line(Words(p)));
                    bar.Value = bar.MaxValue * p.Fraction;
                }),
            });
        });

    private static string Words(PackingProgress p) =>
        $"packing {p.Source}: {p.Done:N0}{(p.Total is { } total ? $" of {total:N0}" : "")} pictures{(p.Skipped > 0 ? $", {p.Skipped:N0} unreadable" : "")}";
}
