using System.Diagnostics;

namespace Elbo.Crash;

/// <summary>Waits for the moment to strike.</summary>
/// <param name="place">Where the process works.</param>
/// <param name="chance">The delays' source.</param>
public sealed class Aim(Place place, Random chance)
{
    /// <summary>Waits until a process seems to be in a phase, and a little longer; false if it ended before.</summary>
    /// <param name="victim">The process.</param>
    /// <param name="phase">The phase.</param>
    /// <param name="before">Half-written files from before its start.</param>
    /// <param name="ended">Whether the run was trained to its end before.</param>
    public bool Wait(Victim victim, Phase phase, HashSet<string> before, bool ended) => phase switch
    {
        Phase.StartUp or Phase.Resume => Pause(victim, chance.NextDouble() * 0.35),
        Phase.Steps => Until(victim, () => Scene.HasBegun(victim.Lines())) && Pause(victim, chance.NextDouble() * 0.8),
        Phase.LastFigures => Until(victim, () => ended ? Scene.HasBegun(victim.Lines()) : Scene.IsTrained(victim.Lines())) && Pause(victim, chance.NextDouble() * 0.4),
        Phase.Metrics => Grown(victim),
        _ => Written(victim, phase, before),
    };

    /// <summary>One of the first three files of the phase, which is then half-written for some milliseconds at most.</summary>
    private bool Written(Victim victim, Phase phase, HashSet<string> before)
    {
        int skip = phase is Phase.Cache or Phase.Creation or Phase.Report ? 0 : chance.Next(3);
        var seen = new HashSet<string>(before);
        return Until(victim, () =>
        {
            foreach (string file in place.Written(phase))
            {
                if (!seen.Add(file)) continue;
                if (skip-- == 0) return true;
            }
            return false;
        }) && (phase != Phase.Cache || Pause(victim, chance.NextDouble() * 0.03));
    }

    /// <summary>Some row of the metrics, between its writing and its reaching the disk.</summary>
    private bool Grown(Victim victim)
    {
        int skip = chance.Next(3);
        long length = Length();
        return Until(victim, () =>
        {
            long now = Length();
            if (now == length) return false;
            length = now;
            return skip-- == 0;
        });
    }

    private long Length()
    {
        long sum = 0;
        foreach (string run in place.Runs())
        {
            if (new FileInfo(Path.Combine(run, "metrics.csv")) is { Exists: true } file) sum += file.Length;
        }
        return sum;
    }

    private static bool Pause(Victim victim, double seconds)
    {
        long until = Stopwatch.GetTimestamp() + (long)(seconds * Stopwatch.Frequency);
        return Until(victim, () => Stopwatch.GetTimestamp() >= until);
    }

    private static bool Until(Victim victim, Func<bool> condition)
    {
        for (int look = 0; ; look++)
        {
            if (condition()) return true;
            if (look % 16 == 0 && victim.HasEnded) return false;
            Thread.Sleep(0);
            if (look % 4 == 3) Thread.Sleep(TimeSpan.FromMicroseconds(300));
        }
    }
}
