using Elbo.Data;
using Spectre.Console;

namespace Elbo.Cli.Display;

/// <summary>Shows a download: a bar on a terminal, a line a file elsewhere. Always on standard error.</summary>
internal static class DownloadDisplay
{
    public static string Run(Func<IProgress<DownloadProgress>, Task<string>> fetch)
    {
        if (Terminal.OnError() is not { } console)
        {
            string last = "";
            return fetch(new ImmediateProgress<DownloadProgress>(p =>
            {
                if (p.File.Name != last) Terminal.Tell($"{p.File.Name} ({p.File.Length:N0} bytes)");
                last = p.File.Name;
            })).GetAwaiter().GetResult();
        }
        return console.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new TransferSpeedColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                var bar = context.AddTask("fetching");
                return fetch(new ImmediateProgress<DownloadProgress>(p =>
                {
                    bar.Description = Markup.Escape(p.File.Name);
                    bar.MaxValue = p.TotalLength;
                    bar.Value = p.TotalReceived;
                })).GetAwaiter().GetResult();
            });
    }
}
