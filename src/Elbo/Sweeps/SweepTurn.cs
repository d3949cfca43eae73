using Elbo.Runs;
using Elbo.Training;

namespace Elbo.Sweeps;

/// <summary>One run's turn in a sweep: trained from where it stands, finished and measured.</summary>
internal sealed class SweepTurn(Sweep sweep, SweepFolder folder, SweepData data, SweepClock clock, int index, IProgress<SweepProgress>? progress)
{
    private readonly SweepRun planned = sweep.Plan.Runs[index];
    private RunDirectory? run;
    private long first, step;

    /// <summary>The run's row, whether it came to its end or failed.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled; a checkpoint is saved.</exception>
    public SweepRow Run(CancellationToken cancellation)
    {
        clock.Begin();
        Report(SweepActivity.Beginning);
        try
        {
            var splits = data.Of(planned.Recipe.Data);
            run = folder.Enter(planned, sweep.Warn);
            using var trainer = Trainer.Resume(run, splits, sweep.Threads);
            if (trainer.Notice is { } notice) sweep.Warn?.Invoke(notice);
            trainer.Warn = sweep.Warn;
            trainer.Observers = sweep.Observers(run, splits, sweep.Warn);
            first = step = trainer.Vae.Step;
            var result = trainer.Run(new Told(this), cancellation);
            step = result.Steps;
            Report(SweepActivity.Measuring);
            sweep.Trained?.Invoke(run, splits, trainer.Vae, cancellation);
            return SweepMeasurement.Tested(planned, run, splits, trainer.Vae, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception error)
        {
            // Whatever it is, the other runs may fare better.
            var failed = Row() with { State = SweepState.Failed, Reason = Sentence(error) };
            Report(SweepActivity.Failing, reason: failed.Reason);
            return failed;
        }
        finally
        {
            clock.End(index, step - first);
        }
    }

    /// <summary>What the run's metrics say so far.</summary>
    public SweepRow Row()
    {
        try
        {
            return SweepMeasurement.Trained(planned, run);
        }
        catch (ElboException)
        {
            return SweepMeasurement.Trained(planned, null);
        }
    }

    public void Report(SweepActivity activity, TrainingProgress? training = null, string? reason = null)
    {
        if (progress is null) return;
        long left = training is null ? activity == SweepActivity.Beginning ? planned.Steps : 0 : training.Steps - training.Step;
        progress.Report(new SweepProgress(index + 1, sweep.Plan.Runs.Count, planned.Name, activity, training, clock.Remaining(index, step - first, left), reason));
    }

    private static string Sentence(Exception error) => error switch
    {
        ElboException or InvalidDataException => error.Message,
        OutOfMemoryException => "There is not enough memory for this run; choose a smaller model or batch.",
        IOException or UnauthorizedAccessException => $"{Line(error)}; check the disk and the permissions.",
        _ => $"Something unexpected happened: {Line(error)}; please report it.",
    };

    private static string Line(Exception error) => error.Message.ReplaceLineEndings(" ").TrimEnd('.', ' ');

    // Progress<T> would report from other threads, in no order.
    private sealed class Told(SweepTurn turn) : IProgress<TrainingProgress>
    {
        void IProgress<TrainingProgress>.Report(TrainingProgress value)
        {
            turn.step = value.Step;
            turn.Report(SweepActivity.Training, value);
        }
    }
}
