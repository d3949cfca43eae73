namespace Elbo.Endurance;

/// <summary>How long a process trains before it is stopped, and by which signal.</summary>
/// <param name="Seconds">Its life.</param>
/// <param name="Signal">TERM, which leaves a checkpoint, or KILL, which leaves what is on disk.</param>
internal sealed record Life(double Seconds, string Signal)
{
    /// <summary>Four lives, the second of which takes most of the time: a leak needs a long one to show.</summary>
    public static IReadOnlyList<Life> Plan(double seconds) =>
    [
        new(seconds * 10 / 120, "TERM"), new(seconds * 75 / 120, "KILL"), new(seconds * 25 / 120, "KILL"), new(seconds * 10 / 120, "TERM"),
    ];

    /// <summary>The one whose figures are judged, from 1.</summary>
    public const int Judged = 2;
}
