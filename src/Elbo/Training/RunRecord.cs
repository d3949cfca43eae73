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
    private bool owed, torn, behind;
    private int failures;

    /// <summary>Told in one sentence of what could not be written, but not again while the cause stays the same.</summary>
    public Action<string>? Warn { get; set; }

    /// <summary>How long the last save, for which no later epoch would make up, waits before each further try.</summary>
    public IReadOnlyList<TimeSpan> Pauses { get; set; } = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5)];

    /// <summary>What there is to go on with, in a few words.</summary>
    public string Kept => Newest is { } path ? $"the last checkpoint is {path}" : "there is no checkpoint yet";

    /// <summary>Takes over from a run whose file of best weights was lost; they, if they are known, and a checkpoint that fits go to disk at the next chance.</summary>
    public void Owe(EarlierWeights? weights) => (best, owed) = (weights, true);

    /// <summary>Writes what is owed, if anything is.</summary>
    /// <exception cref="ElboException">It cannot be written.</exception>
    public void Settle()
    {
        if (owed) Save();
    }

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
            (failures, told) = (0, null);
            if (!behind || rows.Count > 0) return;
            behind = false;
            Warn?.Invoke($"The run could be saved again, at step {state.Step}.");
            return;
        }
        behind = true;
        if (++failures == MostFailures) throw Stopped(failure);
        if (IsNew(ref told, failure)) Warn?.Invoke($"Training goes on unsaved and will try again after the next epoch: {failure.Message}");
    }

    /// <summary>Writes a checkpoint where no later epoch would make up for it; what fails is tried again after a pause.</summary>
    /// <exception cref="ElboException">It cannot be written.</exception>
    public void Save()
    {
        if (TrySave() is { } cause) throw Stopped(cause);
    }

    /// <summary>Writes a checkpoint like <see cref="Save"/>.</summary>
    /// <returns>Why it cannot be written; null where it was.</returns>
    public ElboException? TrySave()
    {
        owed = true;
        failure = Attempt(WriteCheckpoint);
        if (failure is not null && Pauses.Count > 0)
            Warn?.Invoke($"The run could not be saved and waits up to {Pauses.Sum(pause => pause.TotalSeconds):0.#} seconds to try again: {failure.Message}");
        for (int pause = 0; failure is not null && pause < Pauses.Count; pause++)
        {
            Thread.Sleep(Pauses[pause]);
            failure = Attempt(WriteCheckpoint);
        }
        return failure;
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

    private ElboException Stopped(ElboException cause) =>
        new($"Training stopped at step {state.Step}, for it could not be saved ({Kept}): {cause.Message}", cause);

    /// <summary>The newest checkpoint, or null where none can be found.</summary>
    public string? Newest
    {
        get
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
}
