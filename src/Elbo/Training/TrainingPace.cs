namespace Elbo.Training;

/// <summary>
/// How fast training goes, for the time that is left. A machine that sleeps or a process that is held still does not count: a step
/// that takes many times as long as others is taken for one like them. The wall clock, which can jump, has no say.
/// </summary>
/// <param name="clock">Its timestamps are read.</param>
internal sealed class TrainingPace(TimeProvider clock)
{
    private const double ShortestPause = 5, Unusual = 20;

    private readonly long began = clock.GetTimestamp();
    private double stepping, paused;
    private long steps, started;

    /// <summary>Time so far, pauses included.</summary>
    public TimeSpan Elapsed => clock.GetElapsedTime(began);

    /// <summary>A step begins.</summary>
    public void BeginStep() => started = clock.GetTimestamp();

    /// <summary>The step has ended, with all that others did at its end.</summary>
    public void EndStep()
    {
        double seconds = clock.GetElapsedTime(started).TotalSeconds, usual = steps == 0 ? double.PositiveInfinity : stepping / steps;
        steps++;
        if (seconds > ShortestPause && seconds > Unusual * usual)
        {
            paused += seconds - usual;
            seconds = usual;
        }
        stepping += seconds;
    }

    /// <summary>Time that so many further steps will take, with validation and pictures at the pace so far; zero before the first step.</summary>
    public TimeSpan Remaining(long left)
    {
        if (steps == 0) return TimeSpan.Zero;
        double each = Math.Max(0, Elapsed.TotalSeconds - paused) / steps;
        return TimeSpan.FromSeconds(Math.Min(each * left, 1e9));
    }
}
