using Elbo.Runs;

namespace Elbo.Crash;

/// <summary>A kill: where it was aimed, what the process was doing, and what was wrong afterwards, or null.</summary>
public sealed record Kill(Phase Aim, Phase Phase, string? Complaint);

/// <summary>What became of a run that was killed again and again.</summary>
/// <param name="Kills">The kills.</param>
/// <param name="Differences">How its end differs from that of a run that was not killed; none if all is well.</param>
public sealed record LifeEnd(IReadOnlyList<Kill> Kills, IReadOnlyList<string> Differences)
{
    /// <summary>Whether every look at it was good and its end the same.</summary>
    public bool IsGood => Differences.Count == 0 && Kills.All(kill => kill.Complaint is null);
}

/// <summary>One run or sweep: begun, killed, resumed, killed again, at last let to its end and compared.</summary>
/// <param name="command">The path of Elbo.Cli.dll.</param>
/// <param name="data">What is trained on.</param>
public sealed class Life(string command, CaseData data)
{
    /// <summary>Trains a case without a kill.</summary>
    /// <exception cref="InvalidOperationException">The command failed.</exception>
    public Place Straight(Case what, string folder)
    {
        var place = new Place(folder, what.IsSweep);
        Directory.CreateDirectory(folder);
        using var victim = new Victim(command, folder, what.Begin(data, 2));
        return victim.Wait() == 0 ? place : throw new InvalidOperationException($"{what.Name} failed: {string.Join('\n', victim.Lines())}");
    }

    /// <summary>Trains a case and kills it in these phases, one after another.</summary>
    /// <param name="what">What to train.</param>
    /// <param name="aims">The phases to kill it in; those that it does not come to any more are left out.</param>
    /// <param name="straight">What <see cref="Straight"/> gave.</param>
    /// <param name="folder">A folder of its own.</param>
    /// <param name="chance">Delays and numbers of threads.</param>
    public LifeEnd Live(Case what, IEnumerable<Phase> aims, Place straight, string folder, Random chance)
    {
        var place = new Place(folder, what.IsSweep);
        Directory.CreateDirectory(folder);
        var aim = new Aim(place, chance);
        var kills = new List<Kill>();
        bool ended = false;
        foreach (var phase in aims)
        {
            // A run at its end still draws its figures and its page when it is resumed, and no more.
            if (ended && phase is not (Phase.StartUp or Phase.Resume or Phase.LastFigures or Phase.Report)) continue;
            var before = place.Written();
            bool resumes = Resumes(what, place);
            using var victim = Start(what, place, chance);
            if (aim.Wait(victim, phase, before, ended) && victim.Stop())
            {
                var found = Scene.Of(victim, place, before, resumes, ended);
                victim.Kill();
                kills.Add(new Kill(phase, found, Complaint(place)));
                continue;
            }
            if (Failure(victim) is { } failure) return new LifeEnd(kills, [failure]);
            ended = true;
        }
        using var last = Start(what, place, chance);
        return new LifeEnd(kills, Failure(last) is { } wrong ? [wrong] : Comparison.Differences(straight, place));
    }

    private static bool Resumes(Case what, Place place) => what.IsSweep ? File.Exists(Path.Combine(place.Root, "sweep.json")) : RunDirectory.Exists(place.Root);

    private Victim Start(Case what, Place place, Random chance)
    {
        int threads = chance.Next(1, 4);
        return new Victim(command, place.Folder, Resumes(what, place) ? Case.Continue(what.Words[0], threads) : what.Begin(data, threads));
    }

    private static string? Failure(Victim victim) => victim.Wait() is 0 ? null : $"It ended otherwise than well: {string.Join(" / ", victim.Lines())}";

    private static string? Complaint(Place place)
    {
        foreach (string run in place.Runs())
        {
            if (RunCheck.Complaint(run) is { } wrong) return wrong;
        }
        return null;
    }
}
