using Elbo.Data;
using Elbo.Figures;
using Elbo.Runs;
using Elbo.Training;

namespace Elbo.Sweeps;

/// <summary>
/// Trains a recipe with each combination of some settings, every one into a run directory of its own, and compares them. What
/// an earlier process finished is kept, what it began is continued; a run that fails does not keep the others from their end.
/// </summary>
public sealed class Sweep : IDisposable
{
    private readonly SweepFolder folder;
    private readonly SweepData data;
    private readonly RunLock taken;

    private Sweep(SweepFolder folder, SweepPlan plan, SweepData data)
    {
        (this.folder, this.data) = (folder, data);
        Plan = plan.On(data);
        foreach (var run in Plan.Runs) folder.RequireFree(run);
        taken = folder.Take(plan);
    }

    /// <summary>Begins a sweep in a folder, or continues or extends the one there; nothing is trained yet.</summary>
    /// <param name="path">A folder that does not exist, is empty, or holds a sweep of the same recipe over the same settings.</param>
    /// <param name="plan">What to train. Runs that the folder's sweep has beside them are continued with them.</param>
    /// <param name="data">What to learn from.</param>
    /// <exception cref="ElboException">A run cannot be trained on its data, the folder holds something else, or it cannot be written.</exception>
    public static Sweep Begin(string path, SweepPlan plan, SweepData data)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(data);
        var folder = new SweepFolder(path);
        if (folder.Read(plan) is not { } earlier) return new Sweep(folder, plan, data);
        if (!earlier.Keys.SequenceEqual(plan.Keys))
            throw new ElboException($"{path} holds a sweep over {string.Join(" and ", earlier.Keys)}, not over {string.Join(" and ", plan.Keys)}; choose another folder.");
        var again = SweepPlan.Of(plan.Recipe, plan.Keys, earlier.Runs.Select(run => run.Values));
        if (RecipeDifference.Between(earlier.Runs[0].Recipe, again.Runs[0].Recipe) is { } difference)
            throw new ElboException($"{path} holds a sweep of another recipe ({difference}); choose another folder.");
        return new Sweep(folder, plan.Extending(again), data);
    }

    /// <summary>Begins a sweep in a new folder <c>yyyyMMdd-HHmmss-recipe-sweep</c> below <paramref name="parent"/>.</summary>
    /// <inheritdoc cref="Begin"/>
    public static Sweep BeginUnder(string parent, SweepPlan plan, SweepData data)
    {
        ArgumentNullException.ThrowIfNull(parent);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(data);
        // Before a folder is made for what may not be possible.
        plan.On(data);
        return new Sweep(SweepFolder.Under(parent, plan.Recipe, TimeProvider.System), plan, data);
    }

    /// <summary>Opens the sweep in a folder to continue it.</summary>
    /// <exception cref="ElboException">There is none, it is damaged, or a run cannot be trained on its data.</exception>
    public static Sweep Open(string path, SweepData data)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(data);
        var folder = new SweepFolder(path);
        return new Sweep(folder, folder.Read(null)!, data);
    }

    /// <summary>The folder, as it was given.</summary>
    public string Path => folder.Path;

    /// <summary>What is trained.</summary>
    public SweepPlan Plan { get; }

    /// <summary>Threads to use; 0 takes one for each core.</summary>
    public int Threads { get; set; }

    /// <summary>Those who look on while a run is trained; <see cref="TrainingFigures"/> unless set.</summary>
    public Func<RunDirectory, DataSplits, Action<string>?, IReadOnlyList<ITrainingObserver>> Observers { get; set; } = TrainingFigures.Of;

    /// <summary>Done with each run that is trained, before it is measured, such as drawing its figures; null for nothing.</summary>
    public Action<RunDirectory, DataSplits, Vae, CancellationToken>? Trained { get; set; }

    /// <summary>Told in one sentence of what a user should know about a run; null for nobody.</summary>
    public Action<string>? Warn { get; set; }

    /// <summary>Where the run directory of a run is.</summary>
    public string PathOf(SweepRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return folder.At(run.Name);
    }

    /// <summary>Trains and measures every run that is not finished, and writes <c>table.json</c> and <c>sweep.csv</c> after each.</summary>
    /// <param name="progress">Told where the sweep stands.</param>
    /// <param name="cancellation">Stops after the current step, once a checkpoint is saved.</param>
    /// <returns>The table of all runs, those that failed included.</returns>
    /// <exception cref="OperationCanceledException">The sweep was cancelled; it can be opened and run again.</exception>
    /// <exception cref="ElboException">The table cannot be written.</exception>
    public SweepTable Run(IProgress<SweepProgress>? progress = null, CancellationToken cancellation = default)
    {
        var known = folder.Rows();
        var rows = Plan.Runs.Select(run => Known(run, known) ?? SweepMeasurement.Trained(run, null)).ToArray();
        var clock = new SweepClock([.. rows.Select((row, i) => row.State == SweepState.Finished ? 0 : Plan.Runs[i].Steps)]);
        for (int i = 0; i < rows.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var turn = new SweepTurn(this, folder, data, clock, i, progress);
            if (rows[i].State == SweepState.Finished)
            {
                turn.Report(SweepActivity.Skipping);
                continue;
            }
            try
            {
                rows[i] = turn.Run(cancellation);
            }
            catch (OperationCanceledException)
            {
                rows[i] = turn.Row();
                Save(rows, final: false);
                throw;
            }
            Save(rows, final: false);
        }
        return Save(rows, final: true);
    }

    /// <summary>Draws the charts and pictures that compare the runs into the folder's <c>figures</c> and returns their paths.</summary>
    /// <param name="table">What <see cref="Run"/> gave.</param>
    /// <param name="cancellation">Stops between two figures.</param>
    /// <exception cref="ElboException">A figure cannot be written, or a run's model cannot be read.</exception>
    public IReadOnlyList<string> Draw(SweepTable table, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        return SweepFigures.Save(this, data, table, folder.FiguresPath, cancellation);
    }

    /// <summary>Lets go of the folder.</summary>
    public void Dispose() => taken.Dispose();

    /// <summary>The row of a run that is finished and unchanged since.</summary>
    private SweepRow? Known(SweepRun run, Dictionary<string, SweepRow> known)
    {
        if (!known.TryGetValue(run.Name, out var row) || row.State != SweepState.Finished || folder.Existing(run) is not { } there) return null;
        bool same = there.Info.Created == row.Created && there.Checkpoints.List() is [{ Step: var step }, ..] && step == row.Steps;
        return same ? row : null;
    }

    private SweepTable Save(SweepRow[] rows, bool final)
    {
        var table = new SweepTable(Plan.Recipe.Name, Path, Plan.Keys, [.. rows]);
        try
        {
            folder.Save(table);
        }
        catch (ElboException error) when (!final)
        {
            Warn?.Invoke($"The sweep goes on: {error.Message}");
        }
        return table;
    }
}
