using Elbo.Formats;
using Elbo.Runs;

namespace Elbo.Explorer.Runs;

/// <summary>Tells what changed in a run since it was looked at last, by dates and lengths where those will do.</summary>
internal sealed class RunFollower
{
    private readonly RunDirectory run;
    private IReadOnlyList<EpochMetrics> rows = [];
    private (DateTime Written, long Length) seen;
    private (string State, long Step, long Checkpoint)? told;
    private CheckpointStamp? stamp;
    private long step;
    private bool begun;

    /// <exception cref="Problem">The run is gone or damaged.</exception>
    public RunFollower(OpenRun open) => run = open.Directory();

    /// <summary>What is new.</summary>
    public RunChange Look()
    {
        if (!RunDirectory.Exists(run.Path)) return new RunChange { Gone = $"The run {run.Path} is gone; it was deleted or moved." };
        var before = rows;
        try
        {
            var file = new FileInfo(run.Metrics.Path);
            var now = file.Exists ? (file.LastWriteTimeUtc, file.Length) : default;
            if (now != seen) (rows, seen) = (run.Metrics.Read(), now);
            bool grown = begun && rows.Count >= before.Count && (before.Count == 0 || rows[before.Count - 1] == before[^1]);
            begun = true;
            return new RunChange { History = grown ? null : rows, Rows = grown ? [.. rows.Skip(before.Count)] : [], State = State() };
        }
        catch (ElboException) when (begun)
        {
            // A file that is being replaced; the next look finds it whole, or the run gone.
            return new RunChange();
        }
    }

    private (string State, long Step, long Checkpoint)? State()
    {
        var now = (RunState.Of(run, rows), rows is [.., var last] ? last.Step : 0, Selected());
        if (now == told) return null;
        told = now;
        return now;
    }

    /// <summary>The step of the weights that are looked at, which is read only when they are others; 0 for none.</summary>
    private long Selected()
    {
        try
        {
            if (Checkpoint.Find(run) is null) return 0;
            var now = CheckpointStamp.Of(run);
            if (now != stamp) (step, stamp) = (Checkpoint.StepOf(now.Path), now);
        }
        catch (Exception error) when (error is ElboException or Problem)
        {
            // The one before serves until this one can be read, and rows are told meanwhile.
        }
        return step;
    }
}

/// <summary>What changed in a run.</summary>
internal sealed record RunChange
{
    /// <summary>All rows, where they are told for the first time or are no longer those told before.</summary>
    public IReadOnlyList<EpochMetrics>? History { get; init; }

    /// <summary>Rows that came.</summary>
    public IReadOnlyList<EpochMetrics> Rows { get; init; } = [];

    /// <summary>Where training is, its step, and the step of the checkpoint that is looked at, where one of them changed.</summary>
    public (string State, long Step, long Checkpoint)? State { get; init; }

    /// <summary>Why there is nothing more to come.</summary>
    public string? Gone { get; init; }
}
