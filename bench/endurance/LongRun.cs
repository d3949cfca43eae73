using System.Diagnostics;
using System.Globalization;

namespace Elbo.Endurance;

/// <summary>
/// Training in several processes, each continuing where the one before was stopped, sampled all the while; readers of the run
/// between them and beside them. A tenth of the long life at a time a young process of the same recipe trains beside the old
/// one for a while: on a machine with other work, only the two together tell age from neighbours.
/// </summary>
internal static class LongRun
{
    private const string Name = "run";
    private const double ShareOfYoung = 0.5;

    public static int Run(Arguments arguments)
    {
        Directory.CreateDirectory(arguments.Folder);
        string folder = Path.Combine(arguments.Folder, Name);
        if (Directory.Exists(folder))
        {
            Console.Error.WriteLine($"{folder} exists already; choose another --out or delete it.");
            return 2;
        }
        using var record = new LongRecord(arguments.Folder);
        var lives = Life.Plan(arguments.Minutes * 60);
        bool sound = true;
        for (int life = 1; life <= lives.Count; life++)
        {
            sound &= Live(arguments, record, lives[life - 1], life);
            sound &= Reads(arguments, record, life, "between lives");
        }
        record.Dispose();
        return LongTable.Write(arguments.Folder) && sound ? 0 : 1;
    }

    private static string[] Words(Arguments arguments, string run) =>
    [
        "train", "digits", "--epochs", "10000000", "--threads", arguments.Threads.ToString(CultureInfo.InvariantCulture), "--out", run,
        "--set", "model.encoder.*.units=256", "--set", "model.decoder.*.units=256", "--set", "training.pictureEpochs=20",
        .. arguments.Settings.SelectMany(setting => new[] { "--set", setting }),
    ];

    private static bool Live(Arguments arguments, LongRecord record, Life plan, int life)
    {
        string[] words = life == 1 ? Words(arguments, Name) : ["train", "--resume", Name, "--threads", arguments.Threads.ToString(CultureInfo.InvariantCulture)];
        using var child = new Child(arguments, record.LinesPath, words);
        record.Log($"life {life}: process {child.Id}, {plan.Seconds / 60:F1} minutes, then SIG{plan.Signal}");
        bool sound = true;
        int tenths = life == Life.Judged ? 10 : 0, youngDone = 0, readsDone = 0;
        double youngSeconds = Math.Min(60, plan.Seconds / 10 * ShareOfYoung);
        Child? young = null;
        double youngUntil = 0;
        var next = Stopwatch.StartNew();
        while (child.Seconds < plan.Seconds && !child.IsOver)
        {
            record.Sample(life, child, young is not null);
            double tenth = plan.Seconds / 10;
            if (young is not null && (child.Seconds >= youngUntil || young.IsOver))
            {
                sound &= End(arguments, record, life, child, young);
                young = null;
            }
            else if (young is null && youngDone < tenths && child.Seconds >= (youngDone + 0.4) * tenth)
            {
                youngDone++;
                youngUntil = child.Seconds + youngSeconds;
                young = new Child(arguments, record.LinesPath + ".young", Words(arguments, "young"));
            }
            else if (young is null && tenths > 0 && readsDone < 2 && child.Seconds >= (readsDone == 0 ? 3.2 : 7.2) * tenth)
            {
                readsDone++;
                sound &= Reads(arguments, record, life, "beside training");
            }
            // Not one sleep after another, so that samples keep their distance.
            double wait = arguments.Every - (next.Elapsed.TotalSeconds % arguments.Every);
            Thread.Sleep(TimeSpan.FromSeconds(Math.Max(0.05, wait)));
        }
        if (young is not null) sound &= End(arguments, record, life, child, young);
        record.Epochs(life, child.Epochs);
        if (child.IsOver)
        {
            record.Fail($"life {life} ended by itself with exit code {child.Wait()}");
            return false;
        }
        child.Signal(plan.Signal);
        int code = child.Wait(), expected = plan.Signal == "TERM" ? 130 : 137;
        if (code != expected) record.Fail($"life {life} ended with exit code {code} instead of {expected}");
        else record.Log($"life {life} ended with exit code {code} at step {child.Epochs.LastOrDefault()?.Step}");
        return sound && code == expected;
    }

    private static bool End(Arguments arguments, LongRecord record, int life, Child old, Child young)
    {
        var epochs = young.Epochs;
        bool sound = !young.IsOver;
        if (!sound) record.Fail($"the young process beside life {life} ended by itself with exit code {young.Wait()}");
        record.Pair(life, old.Seconds, old.Seconds - young.Seconds, epochs);
        young.Dispose();
        Directory.Delete(Path.Combine(arguments.Folder, "young"), recursive: true);
        return sound;
    }

    private static bool Reads(Arguments arguments, LongRecord record, int life, string when)
    {
        bool sound = true;
        foreach (string[] words in new string[][] { ["evaluate", Name, "--json", "--threads", "1"], ["report", Name, "--threads", "1"] })
        {
            using var reader = new Child(arguments, record.LinesPath + ".readers", words);
            int code = reader.Wait();
            if (code != 0) record.Fail($"elbo {words[0]} {when}, life {life}, ended with exit code {code}");
            else record.Log($"elbo {words[0]} {when}, life {life}: {reader.Seconds:F0} s");
            sound &= code == 0;
        }
        return sound;
    }
}
