using Elbo.Formats;
using Elbo.Runs;

namespace Elbo.Explorer.Runs;

/// <summary>One run that is looked at: opens its model when one is needed, and anew when a newer checkpoint appears.</summary>
/// <param name="id">What the page calls it.</param>
/// <param name="path">Its folder.</param>
/// <param name="shelf">The data of runs.</param>
/// <param name="threads">Threads of a model.</param>
internal sealed class OpenRun(string id, string path, DataShelf shelf, int threads) : IDisposable
{
    private const long CheckEveryMilliseconds = 1000;

    private readonly SemaphoreSlim opening = new(1, 1);
    private OpenModel? current;
    private long checkAt;

    public string Id => id;

    public string Path => path;

    /// <summary>When it was used last, in the machine's milliseconds.</summary>
    public long UsedAt { get; private set; }

    /// <summary>A sheet of samples as a PNG file, and the checkpoint that it shows.</summary>
    public (CheckpointStamp Stamp, byte[] Png)? Thumbnail { get; set; }

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
                Interlocked.Exchange(ref current, new OpenModel(vae, stamp, new TestData(shelf, vae.Recipe with { Data = run.Recipe.Data }), threads))?.Retire();
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
