using System.Diagnostics;
using System.Globalization;

namespace Elbo.Fuzz.Session;

/// <summary>Starts a process for a reader, ends it where a file makes it hang, starts another where a file killed it.</summary>
internal sealed class Watch(Options options, string reader)
{
    private const double HangSeconds = 5, LostSeconds = 120;
    private const int MostCrashes = 20;

    private readonly string folder = Path.Combine(options.Folder, reader);

    /// <summary>Fuzzes until so many executions are done, or the time is over.</summary>
    public void Run(long until, double seconds)
    {
        Directory.CreateDirectory(folder);
        double end = Progress.Load(folder).Seconds + seconds;
        for (int crashes = 0; crashes < MostCrashes; crashes++)
        {
            var progress = Progress.Load(folder);
            if (progress.Executions >= until || progress.Seconds >= end) return;
            if (RunOnce(until, end - progress.Seconds)) return;
        }
        Console.Error.WriteLine($"{reader}: given up after {MostCrashes} crashes");
    }

    /// <returns>Whether the process ended as it should.</returns>
    private bool RunOnce(long until, double seconds)
    {
        using var slot = new Slot(Path.Combine(folder, "current"));
        using var process = Start(until, seconds);
        var errors = process.StandardError.ReadToEndAsync();
        long number = -1;
        double since = 0;
        var wall = Stopwatch.StartNew();
        while (!process.WaitForExit(250))
        {
            process.Refresh();
            double cpu;
            try
            {
                cpu = process.TotalProcessorTime.TotalSeconds;
            }
            catch (InvalidOperationException)
            {
                continue; // It has just ended.
            }
            if (slot.Number != number)
            {
                (number, since) = (slot.Number, cpu);
                wall.Restart();
            }
            else if (number > 0 && (cpu - since > HangSeconds || wall.Elapsed.TotalSeconds > LostSeconds))
            {
                new Findings(Path.Combine(folder, "findings")).Add("hang", slot.Number.ToString(CultureInfo.InvariantCulture), $"No end after {cpu - since:F1} s of processor time, {wall.Elapsed.TotalSeconds:F0} s in all.", slot.File);
                process.Kill();
                process.WaitForExit();
                return false;
            }
        }
        if (process.ExitCode == 0) return true;
        string story = errors.GetAwaiter().GetResult();
        new Findings(Path.Combine(folder, "findings")).Add("crash", string.Concat(story.Split('\n').Take(6)), $"The process ended with {process.ExitCode}.\n{story}", slot.File);
        return false;
    }

    private Process Start(long until, double seconds)
    {
        string program = Environment.ProcessPath!;
        var start = new ProcessStartInfo(program) { RedirectStandardError = true };
        if (Path.GetFileNameWithoutExtension(program) == "dotnet") start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Elbo.Fuzz.dll"));
        foreach (string word in (ReadOnlySpan<string>)["child", options.Folder, reader, until.ToString(CultureInfo.InvariantCulture), seconds.ToString(CultureInfo.InvariantCulture)]) start.ArgumentList.Add(word);
        // A file that asks for all memory must not get it.
        start.Environment["DOTNET_GCHeapHardLimit"] = "0x40000000";
        return Process.Start(start)!;
    }
}
