using Elbo.Explorer.Runs;
using Elbo.Maps;

namespace Elbo.Explorer.Examinations;

/// <summary>A map by t-SNE, which takes so long that it is made beside everything else and kept as long as its model.</summary>
/// <param name="model">Whose codes are mapped.</param>
/// <param name="threads">Threads to use; one is left to others.</param>
internal sealed class MapWork(OpenModel model, int threads)
{
    private const double SearchShare = 0.1;

    // Two at once would only be slower.
    private static readonly SemaphoreSlim Turn = new(1, 1);

    private readonly Lock gate = new();
    private Task<float[]>? map;
    private double done;

    /// <summary>How far the map is, from 0 to 1.</summary>
    public double Progress => Volatile.Read(ref done);

    /// <summary>The places <c>[n][2]</c> if they are there, or null; the first call begins.</summary>
    /// <exception cref="ElboException">The codes cannot be mapped.</exception>
    public async Task<float[]?> Places(TestCodes codes)
    {
        Task<float[]> work;
        lock (gate) work = map is null || map.IsCanceled ? map = Task.Run(() => Make(codes)) : map;
        return work.IsCompleted ? await work.ConfigureAwait(false) : null;
    }

    /// <summary>The places where the map is made already, otherwise null.</summary>
    public float[]? Made() => Volatile.Read(ref map) is { IsCompletedSuccessfully: true } made ? made.Result : null;

    private async Task<float[]> Make(TestCodes codes)
    {
        var cancellation = model.Retired;
        await Turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            int all = threads > 0 ? threads : Environment.ProcessorCount;
            return Tsne.Embed(codes.Means, codes.Latent, threads: Math.Max(1, all - 1), progress: new Steps(this), cancellation: cancellation).Places;
        }
        finally
        {
            Turn.Release();
        }
    }

    private sealed class Steps(MapWork work) : IProgress<TsneProgress>
    {
        public void Report(TsneProgress value) => Volatile.Write(ref work.done,
            value.Stage == TsneStage.Neighbours ? SearchShare * value.Fraction : SearchShare + ((1 - SearchShare) * value.Fraction));
    }
}
