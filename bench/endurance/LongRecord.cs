using System.Diagnostics;
using System.Globalization;

namespace Elbo.Endurance;

/// <summary>The files of a long run: samples, ends of epochs, pairs of old and young processes, and the log.</summary>
internal sealed class LongRecord : IDisposable
{
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly StreamWriter log, samples, epochs, pairs;

    public LongRecord(string folder)
    {
        LinesPath = Path.Combine(folder, "elbo.log");
        log = Open(LogPath(folder), null);
        samples = Open(SamplesPath(folder), "minutes,life,lifeSeconds,residentKiB,anonymousKiB,handles,threads,processorSeconds,step,young");
        epochs = Open(EpochsPath(folder), "life,lifeSeconds,epoch,step,processorSeconds");
        pairs = Open(PairsPath(folder), "life,youngBorn,lifeSeconds,epoch,step,processorSeconds");
    }

    /// <summary>Where the command's own output goes.</summary>
    public string LinesPath { get; }

    public static string LogPath(string folder) => Path.Combine(folder, "endurance.log");

    public static string SamplesPath(string folder) => Path.Combine(folder, "samples.csv");

    public static string EpochsPath(string folder) => Path.Combine(folder, "epochs.csv");

    public static string PairsPath(string folder) => Path.Combine(folder, "young.csv");

    public void Log(string line)
    {
        string dated = string.Create(CultureInfo.InvariantCulture, $"{DateTime.UtcNow:yyyy-MM-dd HH:mm:ss} {line}");
        Console.Error.WriteLine(dated);
        log.WriteLine(dated);
    }

    public void Fail(string line) => Log(Failure + line);

    /// <summary>What a line of the log that is a failure begins with, after its time.</summary>
    public const string Failure = "FAILED: ";

    public void Sample(int life, Child child, bool young)
    {
        if (ProcessReading.Of(child.Id) is not { } read) return;
        long step = child.Epochs.LastOrDefault()?.Step ?? 0;
        samples.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{clock.Elapsed.TotalMinutes:F3},{life},{child.Seconds:F1},{read.Resident},{read.Anonymous},{read.Handles},{read.Threads},{read.Processor:F2},{step},{(young ? 1 : 0)}"));
    }

    public void Epochs(int life, EpochMark[] marks)
    {
        foreach (var mark in marks)
            epochs.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{life},{mark.Seconds:F2},{mark.Epoch},{mark.Step},{mark.Processor:F2}"));
    }

    /// <summary>The epochs of a young process, in the time of the old one beside it.</summary>
    public void Pair(int life, double until, double born, EpochMark[] marks)
    {
        Log(string.Create(CultureInfo.InvariantCulture, $"a young process trained beside life {life} from {born:F0} s to {until:F0} s: {marks.Length} epochs"));
        foreach (var mark in marks)
            pairs.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{life},{born:F2},{born + mark.Seconds:F2},{mark.Epoch},{mark.Step},{mark.Processor:F2}"));
    }

    private static StreamWriter Open(string path, string? header)
    {
        var writer = new StreamWriter(path) { AutoFlush = true };
        if (header is not null) writer.WriteLine(header);
        return writer;
    }

    public void Dispose()
    {
        foreach (var writer in new[] { log, samples, epochs, pairs }) writer.Dispose();
    }
}
