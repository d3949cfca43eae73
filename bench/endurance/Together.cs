using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;

namespace Elbo.Endurance;

/// <summary>
/// Many training runs side by side, each with more threads than there are cores: all must end, with the bits of the same
/// run alone. What is done already is kept in <c>together.csv</c>, so that a session that was stopped goes on.
/// </summary>
internal static class Together
{
    private static readonly string[][] Recipes =
    [
        ["digits", "--steps", "300", "--set", "model.encoder.*.units=128", "--set", "model.decoder.*.units=128"],
        ["mlp-bernoulli", "--data", "digits", "--steps", "60"],
        ["tanh-small", "--data", "digits", "--steps", "150"],
        ["conv-mnist", "--data", "digits", "--steps", "12"],
    ];

    // A process whose processor time stands still for so long waits for something that does not come.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private static readonly string[] Common = ["--set", "data.validation=500", "--set", "training.epochs=null", "--set", "training.patience=null"];

    public static int Run(Arguments arguments)
    {
        Directory.CreateDirectory(arguments.Folder);
        using var record = new TogetherRecord(arguments.Folder);
        var alone = Alone(arguments, record);
        bool sound = true;
        foreach (var around in Surroundings.All(arguments.Threads))
        {
            if (record.Has(around.Name)) continue;
            if (around.Missing is { } why) record.Log($"left out: {around.Name}: {why}");
            else sound &= Side(arguments, record, around, alone);
        }
        return record.WriteTable(alone.Length) && sound ? 0 : 1;
    }

    /// <summary>The digest of each run alone on one thread.</summary>
    private static string[] Alone(Arguments arguments, TogetherRecord record)
    {
        var digests = new string[arguments.Runs];
        double before = ProcessReading.ProcessorTimeOfChildren();
        for (int i = 0; i < digests.Length; i++)
        {
            if (record.Alone(i) is not { } known)
            {
                string run = Fresh(arguments, "alone", i);
                using var child = new Child(arguments, record.LinesPath, Words(run, i, 1));
                int code = child.Wait();
                if (code != 0) throw new InvalidOperationException($"Run {i + 1} alone ended with exit code {code}; see {record.LinesPath}.");
                known = Digest(run);
                record.AddAlone(i, known);
                Directory.Delete(run, recursive: true);
            }
            digests[i] = known;
        }
        record.Log(string.Create(CultureInfo.InvariantCulture, $"{digests.Length} runs alone: {ProcessReading.ProcessorTimeOfChildren() - before:F0} s of processor time"));
        return digests;
    }

    private static bool Side(Arguments arguments, TogetherRecord record, Surroundings around, string[] alone)
    {
        record.Log($"{alone.Length} side by side: {around.Name}");
        var clock = Stopwatch.StartNew();
        double before = ProcessReading.ProcessorTimeOfChildren();
        var runs = Enumerable.Range(0, alone.Length).Select(i => Fresh(arguments, "side", i)).ToArray();
        var children = runs.Select((run, i) => new Child(arguments, record.LinesPath + i.ToString(CultureInfo.InvariantCulture), Words(run, i, around.Threads), around.Before, around.Processors)).ToArray();
        int stuck = Watch(children, out int mostThreads), ended = 0, same = 0;
        for (int i = 0; i < children.Length; i++)
        {
            int code = children[i].Wait();
            children[i].Dispose();
            if (code == 0) ended++;
            else record.Log($"FAILED: run {i + 1} ended with exit code {code}");
            if (code == 0 && Digest(runs[i]) == alone[i]) same++;
            else if (code == 0) record.Log($"FAILED: run {i + 1} has other bits than alone");
        }
        record.Add(around.Name, mostThreads, ended, same, stuck, clock.Elapsed.TotalSeconds, ProcessReading.ProcessorTimeOfChildren() - before);
        if (same == alone.Length) foreach (string run in runs) Directory.Delete(run, recursive: true);
        return same == alone.Length;
    }

    /// <summary>Waits for all; those that stand still are ended and counted.</summary>
    private static int Watch(Child[] children, out int mostThreads)
    {
        mostThreads = 0;
        int stuck = 0;
        var moved = new (double Processor, Stopwatch Since)[children.Length];
        for (int i = 0; i < moved.Length; i++) moved[i] = (-1, Stopwatch.StartNew());
        while (children.Any(child => !child.IsOver))
        {
            for (int i = 0; i < children.Length; i++)
            {
                if (children[i].IsOver || ProcessReading.Of(children[i].Id) is not { } read) continue;
                mostThreads = Math.Max(mostThreads, read.Threads);
                if (read.Processor > moved[i].Processor) moved[i] = (read.Processor, Stopwatch.StartNew());
                else if (moved[i].Since.Elapsed > Patience)
                {
                    stuck++;
                    children[i].Signal("KILL");
                }
            }
            Thread.Sleep(500);
        }
        return stuck;
    }

    private static string[] Words(string run, int number, int threads)
    {
        string[] words = ["train", .. Recipes[number % Recipes.Length], .. Common, "--seed", (number + 1).ToString(CultureInfo.InvariantCulture), "--out", run, "--quiet"];
        return threads == 0 ? words : [.. words, "--threads", threads.ToString(CultureInfo.InvariantCulture)];
    }

    /// <summary>The path of a run that is yet to be; what a stopped session left there is gone.</summary>
    private static string Fresh(Arguments arguments, string kind, int number)
    {
        string run = Path.Combine(arguments.Folder, string.Create(CultureInfo.InvariantCulture, $"{kind}-{number + 1:D2}"));
        if (Directory.Exists(run)) Directory.Delete(run, recursive: true);
        return run;
    }

    /// <summary>Of all checkpoints that a run ends with.</summary>
    private static string Digest(string run)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string file in Directory.EnumerateFiles(Path.Combine(run, "checkpoints")).Order(StringComparer.Ordinal))
        {
            hash.AppendData(System.Text.Encoding.UTF8.GetBytes(Path.GetFileName(file)));
            hash.AppendData(File.ReadAllBytes(file));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
