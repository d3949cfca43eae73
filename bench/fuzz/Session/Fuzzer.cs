using System.Diagnostics;
using System.Globalization;
using Elbo.Fuzz.Coverage;
using Elbo.Fuzz.Mutation;
using Elbo.Fuzz.Targets;
using Elbo.Imaging;

namespace Elbo.Fuzz.Session;

/// <summary>Fuzzes one reader in this process, in which the readers are instrumented.</summary>
internal sealed class Fuzzer
{
    /// <summary>More than any file that is tried may take; wall time first, because it costs nothing to look at, then processor time.</summary>
    private const double SuspectMilliseconds = 20, MostMilliseconds = 1000;
    private const int Rounds = 128;

    private readonly EdgeMap map = new(typeof(Png).Assembly);
    private readonly Target target;
    private readonly string folder;
    private readonly Corpus corpus;
    private readonly Findings findings;
    private readonly Slot slot;
    private Progress progress;
    private bool warm;
    private double slowest;

    private Fuzzer(Target target, string folder, Slot slot)
    {
        (this.target, this.folder, this.slot) = (target, folder, slot);
        corpus = new(Path.Combine(folder, "corpus"));
        findings = new(Path.Combine(folder, "findings"));
        progress = Progress.Load(folder);
        slowest = progress.Slowest;
    }

    /// <summary>The words are: the session's folder, the reader's name, executions to reach, seconds of processor time at most.</summary>
    public static int Run(string[] words)
    {
        using var scratch = new Scratch();
        var target = AllTargets.In(scratch.Path).Single(target => target.Name == words[1]);
        string folder = Path.Combine(words[0], target.Name);
        using var slot = new Slot(Path.Combine(folder, "current"));
        new Fuzzer(target, folder, slot).Run(long.Parse(words[2], CultureInfo.InvariantCulture), double.Parse(words[3], CultureInfo.InvariantCulture));
        return 0;
    }

    private void Run(long until, double seconds)
    {
        double before = progress.Seconds;
        long first = progress.Executions;
        var mutator = Begin();
        double logged = Cpu();
        Save(before);
        while (progress.Executions < until && Cpu() < seconds)
        {
            byte[] parent = corpus.Pick(mutator.Random);
            for (int i = 0; i < Rounds; i++) Try(target.Mutate(parent, mutator));
            if (Cpu() - logged < 1) continue;
            logged = Cpu();
            Save(before);
        }
        Save(before);
        Debug.Assert(progress.Executions >= first);
    }

    /// <summary>Runs what is known: first unmeasured, because first times cost memory of their own, then to learn what it reaches.</summary>
    private Mutator Begin()
    {
        var known = Corpus.Earlier(Path.Combine(folder, "corpus"));
        byte[][] seeds = [.. target.Seeds()];
        foreach (byte[] file in seeds) Execute(file);
        foreach (byte[] file in known) Execute(file);
        warm = true;
        map.Forget();
        foreach (byte[] file in known.Concat(seeds))
        {
            Execute(file);
            if (map.Learn()) corpus.Add(file);
        }
        if (corpus.Count == 0) throw new ElboException($"No file for {target.Name} reaches code that is counted; add its reader's namespace to Instrumentation.");
        corpus.Prune();
        var random = new Randomness((ulong)progress.Executions * 31 + (ulong)target.Name.Sum(letter => letter));
        return new Mutator(random, target.Tokens, () => corpus.Pick(random), target.Longest);
    }

    private void Try(byte[] file)
    {
        Execute(file);
        if (!map.Learn()) return;
        corpus.Add(Trimmed(file, map.Hash()));
    }

    /// <summary>The file without stretches that change nothing of what it reaches.</summary>
    private byte[] Trimmed(byte[] file, ulong hash)
    {
        for (int stretch = file.Length / 2; stretch > 0 && stretch >= file.Length / 32; stretch /= 2)
            for (int at = 0; at + stretch <= file.Length;)
            {
                byte[] shorter = [.. file.AsSpan(0, at), .. file.AsSpan(at + stretch)];
                Execute(shorter);
                if (map.Hash() == hash) file = shorter;
                else at += stretch;
            }
        return file;
    }

    private void Execute(byte[] file)
    {
        slot.Set(file);
        map.Begin();
        bool accepted = false;
        long allocated = GC.GetAllocatedBytesForCurrentThread(), started = Stopwatch.GetTimestamp();
        try
        {
            accepted = target.Read(file);
        }
        catch (Exception error)
        {
            if (!target.IsRefusal(error)) findings.Add(error, file);
        }
        double milliseconds = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        progress = progress with { Executions = progress.Executions + 1, Accepted = progress.Accepted + (accepted ? 1 : 0) };
        if (!warm) return;
        if (allocated > progress.Memory) progress = progress with { Memory = allocated };
        if (allocated > target.Memory(file.Length)) findings.Add("memory", "", $"{allocated} bytes were allocated for a file of {file.Length}.", file);
        if (milliseconds > Math.Max(SuspectMilliseconds, slowest)) CheckTime(file);
    }

    /// <summary>Once more, and by the processor's clock: the machine may have done something else.</summary>
    private void CheckTime(byte[] file)
    {
        double started = Cpu();
        try
        {
            target.Read(file);
        }
        catch (Exception error) when (target.IsRefusal(error))
        {
            // As the first time.
        }
        catch (Exception error)
        {
            findings.Add(error, file);
        }
        double milliseconds = (Cpu() - started) * 1000;
        slowest = Math.Max(slowest, milliseconds);
        if (milliseconds > MostMilliseconds) findings.Add("time", "", $"{milliseconds:F0} ms of processor time for a file of {file.Length} bytes.", file);
    }

    private void Save(double before)
    {
        progress = progress with { Seconds = before + Cpu(), Edges = map.Edges, Corpus = corpus.Count, Slowest = slowest };
        progress.Save(folder);
        progress.Log(folder, target.Name, Findings.CountIn(Path.Combine(folder, "findings")));
    }

    private static double Cpu() => Environment.CpuUsage.TotalTime.TotalSeconds;
}
