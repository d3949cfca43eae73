using System.Diagnostics;
using Elbo.Data;
using Elbo.Recipes;

namespace Elbo.Sweeps;

/// <summary>Estimates how long a sweep still takes, from what a step took on average so far.</summary>
/// <param name="steps">Steps of each run that is still to be done; those of the others are 0.</param>
internal sealed class SweepClock(long[] steps)
{
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private double secondsBefore;
    private long stepsBefore;

    /// <summary>Steps of a run from its beginning to its end.</summary>
    public static long Steps(Recipe recipe, DataSplits data) =>
        recipe.Training.Steps ?? (long)recipe.Training.Epochs!.Value * ((data.Train.Count + recipe.Training.Batch - 1) / recipe.Training.Batch);

    /// <summary>A run begins.</summary>
    public void Begin() => clock.Restart();

    /// <summary>A run of so many steps in this process is over, its measurement included.</summary>
    public void End(int run, long done)
    {
        (secondsBefore, stepsBefore) = (secondsBefore + clock.Elapsed.TotalSeconds, stepsBefore + done);
        steps[run] = 0;
    }

    /// <summary>Time to the end of the last run.</summary>
    /// <param name="run">The run under way.</param>
    /// <param name="done">Steps of it done in this process.</param>
    /// <param name="left">Steps of it still to do.</param>
    /// <returns>Null while no step is done.</returns>
    public TimeSpan? Remaining(int run, long done, long left)
    {
        if (stepsBefore + done == 0) return null;
        double seconds = clock.Elapsed.TotalSeconds, each = (secondsBefore + seconds) / (stepsBefore + done), waiting = 0;
        for (int i = 0; i < steps.Length; i++) waiting += i == run ? 0 : steps[i];
        // The run's own pace says more about itself than the others' do.
        double own = done == 0 ? each : seconds / done;
        return TimeSpan.FromSeconds(Math.Min((own * left) + (each * waiting), 1e9));
    }
}
