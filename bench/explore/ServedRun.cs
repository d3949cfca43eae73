using System.Diagnostics;

namespace Elbo.Drags;

/// <summary>The command, serving a run in a process of its own.</summary>
internal sealed class ServedRun : IDisposable
{
    private readonly Process process;

    private ServedRun(Process process, Uri address) => (this.process, Address) = (process, address);

    /// <summary>Where it serves.</summary>
    public Uri Address { get; }

    public static async Task<ServedRun> Start(string run, string threads)
    {
        string[] words = [Path.Combine(AppContext.BaseDirectory, "Elbo.Cli.dll"), "explore", run, "--port", "0", "--no-browser", .. threads == "0" ? Array.Empty<string>() : ["--threads", threads]];
        var process = Process.Start(new ProcessStartInfo("dotnet", words) { RedirectStandardOutput = true })!;
        string address = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("elbo explore did not start.");
        return new ServedRun(process, new Uri(address));
    }

    public TimeSpan ProcessorTime()
    {
        process.Refresh();
        return process.TotalProcessorTime;
    }

    public double Megabytes()
    {
        process.Refresh();
        return process.WorkingSet64 / 1e6;
    }

    /// <summary>How much of one processor it uses over some time.</summary>
    public async Task<double> ProcessorShare(TimeSpan time)
    {
        var before = ProcessorTime();
        await Task.Delay(time);
        return (ProcessorTime() - before) / time;
    }

    public void Dispose()
    {
        process.Kill();
        process.WaitForExit();
        process.Dispose();
    }
}
