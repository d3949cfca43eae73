using Elbo.Formats;
using Elbo.Runs;

namespace Elbo.Explorer.Runs;

/// <summary>One run that is looked at: opens its model when one is needed, and anew when a newer checkpoint appears.</summary>
/// <param name="id">What the page calls it.</param>
/// <param name="path">Its folder.</param>
/// <param name="shelf">The data of runs.</param>
/// <param name="threads">Threads of a model.</param>
/// <param name="opened">Told when a model is opened where none was.</param>
internal sealed class OpenRun(string id, string path, DataShelf shelf, int threads, Action<OpenRun> opened) : IDisposable
{
    private const long CheckEveryMilliseconds = 1000;

    private readonly SemaphoreSlim opening = new(1, 1);
    private OpenModel? current;
    private Thumbnail? thumbnail;
    private int watchers;
    private long checkAt;

    public string Id => id;

    public string Path => path;

    /// <summary>When it was used last, in the machine's milliseconds.</summary>
    public long UsedAt { get; private set; }

    /// <summary>The sheet that was drawn last.</summary>
    public Thumbnail? Thumbnail
    {
        get => Volatile.Read(ref thumbnail);
        set => Volatile.Write(ref thumbnail, value);
    }

    /// <summary>Whether somebody follows its training.</summary>
    public bool IsWatched => Volatile.Read(ref watchers) > 0;

    public bool IsOpen => Volatile.Read(ref current) is not null;

    /// <summary>The run's documents as they are now.</summary>
    /// <exception cref="Problem">The run is gone or damaged.</exception>
    public RunDirectory Directory()
    {
        if (!System.IO.Directory.Exists(path)) throw Problem.Unknown($"The run {Quoted.Text(id)} is gone; it was deleted or moved.");
        try
        {
            return RunDirectory.Open(path);
        }
        catch (ElboException error)
        {
            throw new Problem(409, error.Message, error);
        }
    }

    /// <summary>The model of the run's newest checkpoint; whoever gets it disposes of it.</summary>
    /// <exception cref="Problem">The run is gone, damaged, or has no checkpoint yet.</exception>
    public async ValueTask<OpenModel> Enter(CancellationToken cancellation)
    {
        UsedAt = Environment.TickCount64;
        while (true)
        {
            if (UsedAt < Volatile.Read(ref checkAt) && Volatile.Read(ref current) is { } model && model.TryEnter()) return model;
            await opening.WaitAsync(cancellation).ConfigureAwait(false);
            try
            {
                if (UsedAt >= Volatile.Read(ref checkAt) || current is null) await Task.Run(Refresh, CancellationToken.None).ConfigureAwait(false);
                if (current is { } refreshed && refreshed.TryEnter()) return refreshed;
            }
            finally
            {
                opening.Release();
            }
        }
    }

    /// <summary>
    /// Has the newest checkpoint draw: the open model where it is that one, or else one that is opened for it alone and closed at once, so
    /// that a list of many runs costs nobody the model that is looked at.
    /// </summary>
    /// <exception cref="Problem">The run is gone, damaged, or has no checkpoint yet.</exception>
    public async Task<Thumbnail> Draw(Func<Vae, byte[]> draw, CancellationToken cancellation)
    {
        var run = Directory();
        var stamp = CheckpointStamp.Of(run);
        PicturesOnly.Require(run);
        if (Volatile.Read(ref current) is { } open && open.Stamp == stamp && open.TryEnter())
        {
            using (open) return new(stamp, await open.Worker.Do(draw, cancellation).ConfigureAwait(false));
        }
        return await Task.Run(() =>
        {
            using var vae = Checkpoint.Read(stamp.Path, threads, training: false).Vae;
            return new Thumbnail(stamp, draw(vae));
        }, cancellation).ConfigureAwait(false);
    }

    /// <summary>Begins to follow the training, which <see cref="Unwatch"/> ends.</summary>
    public void Watch() => Interlocked.Increment(ref watchers);

    /// <summary>Ends what <see cref="Watch"/> began.</summary>
    public void Unwatch() => Interlocked.Decrement(ref watchers);

    /// <summary>Lets go of the model; the next request opens it again.</summary>
    public void Close() => Interlocked.Exchange(ref current, null)?.Retire();

    public void Dispose()
    {
        Close();
        opening.Dispose();
    }

    private void Refresh()
    {
        RunDirectory run;
        CheckpointStamp stamp;
        try
        {
            run = Directory();
            stamp = CheckpointStamp.Of(run);
            if (current is null) PicturesOnly.Require(run);
        }
        catch (Exception error)
        {
            Close();
            throw error is ElboException ? Problem.NotNow(error.Message) : error;
        }
        if (current?.Stamp != stamp)
        {
            try
            {
                var vae = Checkpoint.Read(stamp.Path, threads, training: false).Vae;
                var before = Interlocked.Exchange(ref current, new OpenModel(vae, stamp, new TestData(shelf, vae.Recipe with { Data = run.Recipe.Data }), threads));
                before?.Retire();
                if (before is null) opened(this);
            }
            catch (ElboException error) when (current is null)
            {
                throw Problem.NotNow(error.Message);
            }
            catch (ElboException)
            {
                // The one before serves until this one can be read: training may just have deleted it for a newer.
            }
        }
        Volatile.Write(ref checkAt, Environment.TickCount64 + CheckEveryMilliseconds);
    }
}
