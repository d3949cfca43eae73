namespace Elbo.Crash;

/// <summary>Something to train and to kill.</summary>
/// <param name="Name">Its name in the table.</param>
/// <param name="Pictures">Whether it learns from a folder of pictures, which are packed first, or from digits in IDX files. A table is a known one.</param>
/// <param name="Words">The verb, the recipe and its settings, but neither data nor place.</param>
public sealed record Case(string Name, bool Pictures, params string[] Words)
{
    private static readonly Phase[] Common =
    [
        Phase.StartUp, Phase.Creation, Phase.Steps, Phase.Checkpoint, Phase.Resume, Phase.EpochFigure, Phase.Metrics, Phase.Checkpoint, Phase.Steps, Phase.LastFigures, Phase.Report,
    ];

    /// <summary>Whether it is a sweep.</summary>
    public bool IsSweep => Words[0] == "sweep";

    // A table has no pictures to draw.
    private bool IsTable => Words[1] == "tabular";

    /// <summary>The phases to aim at, in the order in which a process comes to them.</summary>
    public IReadOnlyList<Phase> Phases => [.. Pictures ? [Phase.Cache] : Array.Empty<Phase>(), .. Common.Where(phase => !IsTable || phase != Phase.EpochFigure), .. IsSweep ? [Phase.Table] : Array.Empty<Phase>()];

    /// <summary>The command line that begins it.</summary>
    public string[] Begin(CaseData data, int threads) =>
        [.. Words, "--data", IsTable ? "penguins" : Pictures ? data.Pictures : data.Digits, "--out", Place.Target, "--threads", $"{threads}"];

    /// <summary>The command line that continues it.</summary>
    public static string[] Continue(string verb, int threads) => [verb, "--resume", Place.Target, "--threads", $"{threads}"];
}
