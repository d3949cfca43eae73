using Elbo.Formats;
using Elbo.Runs;

namespace Elbo.Training;

/// <summary>
/// What training keeps in its run directory: a row of metrics and, where they improved, the best weights after each epoch, and
/// checkpoints. What a disk refuses is tried again after the next epoch; training stops when nothing could be saved after three in a row.
/// </summary>
/// <param name="run">The run.</param>
/// <param name="vae">The model being trained.</param>
/// <param name="state">Where the run stands.</param>
internal sealed class RunRecord(RunDirectory run, Vae vae, TrainingState state)
{
    private const int MostFailures = 3;

    private readonly Queue<EpochMetrics> rows = new();
    private EarlierWeights? best;
    private ElboException? failure, rowsFailure;
    private (Type Type, int Code)? told, toldRows, toldOld;
    private bool owed, torn;
    private int failures;

    /// <summary>Told in one sentence of what could not be written, but not again while the cause stays the same.</summary>
    public Action<string>? Warn { get; set; }

    /// <summary>Logs an epoch, and writes the weights that are the best so far where there are such.</summary>
    public void Log(EpochMetrics row, EarlierWeights? improved)
    {
        rows.Enqueue(row);
        best = improved ?? best;
        rowsFailure = Attempt(WriteRows);
        failure = Attempt(WriteBest);
    }

    /// <summary>Ends an epoch: writes a checkpoint if one is due now, or was before and could not be written.</summary>
    /// <param name="due">Whether the recipe wants a checkpoint here.</param>
    /// <exception cref="ElboException">Nothing could be saved after this epoch and those before it.</exception>
    public void EndEpoch(bool due)
    {
        owed |= due;
        if (owed) failure = Attempt(WriteCheckpoint);
        else if (rowsFailure is not null && IsNew(ref toldRows, rowsFailure)) Warn?.Invoke($"Training goes on and keeps its metrics for later: {rowsFailure.Message}");
        if (failure is null)
        {
            if (failures > 0 && owed is false) Warn?.Invoke($"The run could be saved again, at step {state.Step}.");
            (failures, told) = (0, null);
            return;
        }
        if (++failures == MostFailures) throw Stopped(failure);
        if (IsNew(ref told, failure)) Warn?.Invoke($"Training goes on unsaved and will try again after the next epoch: {failure.Message}");
    }

    /// <summary>Writes a checkpoint where no later epoch would make up for it; what fails is tried again at once.</summary>
    /// <exception cref="ElboException">It cannot be written.</exception>
    public void Save()
    {
        for (int tries = 1; (failure = Attempt(WriteCheckpoint)) is not null; tries++)
        {
            if (tries == MostFailures) throw Stopped(failure);
        }
    }

    private static ElboException? Attempt(Action write)
    {
        try
        {
            write();
            return null;
        }
        catch (ElboException error)
        {
            return error;
        }
    }

    private void WriteRows()
    {
        while (rows.TryPeek(out var row))
        {
            // Half of a row that failed may be in the file, or all of it.
            if (torn) run.Metrics.Truncate(row.Step, row.Epoch - 1);
            torn = true;
            run.Metrics.Append(row);
            torn = false;
            rows.Dequeue();
        }
        toldRows = null;
    }

    private void WriteBest()
    {
        if (best is null) return;
        // Weights alone: training resumes from numbered checkpoints.
        Checkpoint.Write(run.Checkpoints.BestPath, vae, best);
        best = null;
    }

    /// <summary>
    /// After the rows, which a run resumed from here would never write again, and the best weights, which it reads beside it;
    /// the older ones go only when this one is on disk.
    /// </summary>
    private void WriteCheckpoint()
    {
        WriteRows();
        WriteBest();
        Checkpoint.Write(run.Checkpoints.PathOf(state.Step), vae, state);
        owed = false;
        Attempt(() => run.Checkpoints.Prune(vae.Recipe.Training.KeepCheckpoints, left =>
        {
            if (IsNew(ref toldOld, left)) Warn?.Invoke($"Training goes on with more checkpoints than it should keep: {left.Message}");
        }));
    }

    private static bool IsNew(ref (Type, int)? known, ElboException error)
    {
        var cause = error.InnerException ?? error;
        if (known == (cause.GetType(), cause.HResult)) return false;
        known = (cause.GetType(), cause.HResult);
        return true;
    }

    private ElboException Stopped(ElboException cause)
    {
        string kept = Newest() is { } path ? $"the last checkpoint is {path}" : "there is no checkpoint yet";
        return new($"Training stopped at step {state.Step}, for it could not be saved ({kept}): {cause.Message}", cause);
    }

    private string? Newest()
    {
        try
        {
            return run.Checkpoints.List() is [{ Path: var path }, ..] ? path : null;
        }
        catch (ElboException)
        {
            return null;
        }
    }
}
