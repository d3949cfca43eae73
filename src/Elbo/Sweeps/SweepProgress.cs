using Elbo.Training;

namespace Elbo.Sweeps;

/// <summary>Where a sweep stands.</summary>
/// <param name="Run">The run, from 1.</param>
/// <param name="Runs">Runs in all.</param>
/// <param name="Name">The run's name.</param>
/// <param name="Activity">What is done with it.</param>
/// <param name="Training">Where its training stands, while it is trained.</param>
/// <param name="Remaining">Estimated time to the last run's end; null before there is anything to estimate it by.</param>
/// <param name="Reason">Why it failed, where it did.</param>
public sealed record SweepProgress(int Run, int Runs, string Name, SweepActivity Activity, TrainingProgress? Training, TimeSpan? Remaining, string? Reason);
