using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Elbo.Endurance;

/// <summary>How far training was when a line of progress came, and the processor time it had taken by then.</summary>
internal sealed record EpochMark(double Seconds, int Epoch, long Step, double Processor);

/// <summary>One process of the built command. Its lines go to a file, those that end an epoch also to a list.</summary>
internal sealed partial class Child : IDisposable
{
    private readonly Process process;
    private readonly StreamWriter lines;
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly List<EpochMark> epochs = [];

    /// <param name="arguments">Which command and where.</param>
    /// <param name="log">The file that all output is appended to.</param>
    /// <param name="words">The command line.</param>
    /// <param name="before">Words that come before the command.</param>
    /// <param name="processors">The number of cores that .NET is told there are, or null.</param>
    public Child(Arguments arguments, string log, string[] words, IReadOnlyList<string>? before = null, string? processors = null)
    {
        lines = new StreamWriter(log, append: true) { AutoFlush = true };
        lines.WriteLine("$ elbo " + string.Join(' ', words));
        string[] line = [.. before ?? [], "dotnet", arguments.Elbo, .. words];
        var start = new ProcessStartInfo(line[0]) { WorkingDirectory = arguments.Folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string word in line[1..]) start.ArgumentList.Add(word);
        start.Environment["XDG_CACHE_HOME"] = Path.Combine(arguments.Folder, "cache");
        start.Environment.Remove("ELBO_DATA");
        start.Environment.Remove("ELBO_CACHE");
        if (processors is not null) start.Environment["DOTNET_PROCESSOR_COUNT"] = processors;
        process = Process.Start(start)!;
        process.ErrorDataReceived += (_, line) => Note(line.Data);
        process.OutputDataReceived += (_, line) => Note(line.Data);
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
    }

    public int Id => process.Id;

    public bool IsOver => process.HasExited;

    /// <summary>Seconds since its start.</summary>
    public double Seconds => clock.Elapsed.TotalSeconds;

    /// <summary>The ends of epochs so far.</summary>
    public EpochMark[] Epochs
    {
        get
        {
            lock (epochs) return [.. epochs];
        }
    }

    /// <summary>Sends a signal by its name, such as TERM.</summary>
    public void Signal(string name)
    {
        using var kill = Process.Start("sh", ["-c", string.Create(CultureInfo.InvariantCulture, $"kill -{name} {process.Id}")]);
        kill.WaitForExit();
    }

    /// <summary>Waits for its end and gives the exit code.</summary>
    public int Wait()
    {
        process.WaitForExit();
        return process.ExitCode;
    }

    private void Note(string? line)
    {
        if (line is null) return;
        lock (epochs)
        {
            lines.WriteLine(line);
            if (EpochLine().Match(line) is not { Success: true } match) return;
            try
            {
                epochs.Add(new(Seconds, Number(match.Groups[1]), Number(match.Groups[2]), ProcessReading.ProcessorTime(Id)));
            }
            catch (IOException)
            {
                // It ended between its line and this reading.
            }
        }
    }

    private static int Number(Group group) => int.Parse(group.ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^epoch (\d+)/\d+  step (\d+)/")]
    private static partial Regex EpochLine();

    public void Dispose()
    {
        if (!process.HasExited) process.Kill();
        process.WaitForExit();
        process.Dispose();
        lines.Dispose();
    }
}
