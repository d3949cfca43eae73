using Elbo.Training;

namespace Elbo.Sweeps;

/// <summary>What a sweep is doing with a run.</summary>
public enum SweepActivity
{
    /// <summary>The run is taken up.</summary>
    Beginning,

    /// <summary>It was finished before.</summary>
    Skipping,

    /// <summary>It is trained.</summary>
    Training,

    /// <summary>Its figures are drawn and its model is measured.</summary>
    Measuring,

    /// <summary>It failed.</summary>
    Failing,
}

/// <summary>Where a sweep stands.</summary>
/// <param name="Run">The run, from 1.</param>
/// <param name="Runs">Runs in all.</param>
/// <param name="Name">The run's name.</param>
/// <param name="Activity">What is done with it.</param>
/// <param name="Training">Where its training stands, while it is trained.</param>
/// <param name="Remaining">Estimated time to the last run's end; null before there is anything to estimate it by.</param>
/// <param name="Reason">Why it failed, where it did.</param>
public sealed record SweepProgress(int Run, int Runs, string Name, SweepActivity Activity, TrainingProgress? Training, TimeSpan? Remaining, string? Reason);
