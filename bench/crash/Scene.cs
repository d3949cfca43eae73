using System.Text.RegularExpressions;

namespace Elbo.Crash;

/// <summary>Tells from a process that is held still what it is doing.</summary>
public static partial class Scene
{
    private static readonly Phase[] Writing = [Phase.Cache, Phase.Creation, Phase.Checkpoint, Phase.Metrics, Phase.Report, Phase.Table, Phase.EpochFigure];

    /// <summary>What the process is doing.</summary>
    /// <param name="victim">Held still.</param>
    /// <param name="place">Where it works.</param>
    /// <param name="before">Half-written files from before its start.</param>
    /// <param name="resumes">Whether it continues a run.</param>
    /// <param name="ended">Whether that run is trained to its end.</param>
    public static Phase Of(Victim victim, Place place, HashSet<string> before, bool resumes, bool ended)
    {
        bool trained = IsTrained(victim.Lines()) || (ended && HasBegun(victim.Lines()));
        foreach (var phase in Writing)
        {
            if (place.Written(phase).All(before.Contains)) continue;
            return phase == Phase.EpochFigure && trained ? Phase.LastFigures : phase;
        }
        if (HoldsMetrics(victim.Id)) return Phase.Metrics;
        if (trained) return Phase.LastFigures;
        return HasBegun(victim.Lines()) ? Phase.Steps : resumes ? Phase.Resume : Phase.StartUp;
    }

    /// <summary>Whether the command said what it trains.</summary>
    public static bool HasBegun(string[] lines) => lines.Any(line => line.Contains(" into ", StringComparison.Ordinal) && !line.StartsWith("Packed", StringComparison.Ordinal));

    /// <summary>Whether the last epoch was told of after which no other run began.</summary>
    public static bool IsTrained(string[] lines)
    {
        for (int i = lines.Length - 1; i >= 0; i--)
        {
            if (lines[i].StartsWith("Stopped early", StringComparison.Ordinal)) return true;
            if (Epoch().Match(lines[i]) is { Success: true } match) return match.Groups[1].Value == match.Groups[2].Value;
            if (lines[i].StartsWith("run ", StringComparison.Ordinal)) return false;
        }
        return false;
    }

    private static bool HoldsMetrics(int process)
    {
        try
        {
            foreach (var handle in new DirectoryInfo($"/proc/{process}/fd").EnumerateFileSystemInfos())
            {
                if (handle.LinkTarget?.EndsWith("metrics.csv", StringComparison.Ordinal) == true) return true;
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It is gone.
        }
        return false;
    }

    [GeneratedRegex(@"epoch (\d+)/(\d+) ")]
    private static partial Regex Epoch();
}
