using Elbo.Tensors;

namespace Elbo.Maps;

/// <summary>
/// t-distributed stochastic neighbour embedding: a map of points in two dimensions that keeps neighbours together. It begins as the
/// points' principal components, so the same points give the same map, to the last bit and with any number of threads.
/// </summary>
/// <remarks>
/// Van der Maaten and Hinton, "Visualizing Data using t-SNE", JMLR 9, 2008; neighbours as in van der Maaten, "Accelerating t-SNE using
/// Tree-Based Algorithms", JMLR 15, 2014; the start as in Kobak and Berens, "The art of using t-SNE for single-cell transcriptomics",
/// Nature Communications 10, 2019; repulsion on a grid, see Linderman et al., Nature Methods 16, 2019.
/// </remarks>
public static class Tsne
{
    /// <summary>The fewest points that are worth a map.</summary>
    public const int FewestPoints = 5;

    private const int MostForExact = 2000, ReportEvery = 100;
    private const double StartDeviation = 1e-4, EarlyMomentum = 0.5, Momentum = 0.8;

    /// <summary>Maps points to the plane.</summary>
    /// <param name="points">Rows <c>[n][dimensions]</c>, such as posterior means.</param>
    /// <param name="dimensions">Numbers in a row.</param>
    /// <param name="options">Settings; the usual ones when left out.</param>
    /// <param name="threads">Threads to use; 0 takes one for each core.</param>
    /// <param name="progress">Told how far it is, on any thread.</param>
    /// <param name="cancellation">Ends the work after the current step.</param>
    /// <exception cref="SettingException">A setting is out of its range.</exception>
    /// <exception cref="ElboException">There are fewer than <see cref="FewestPoints"/> points, or one is not finite.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static TsneMap Embed(float[] points, int dimensions, TsneOptions? options = null, int threads = 0, IProgress<TsneProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(points);
        var settings = options ?? new TsneOptions();
        settings.Check();
        int n = Points.Count(points, dimensions);
        if (n < FewestPoints) throw new ElboException($"There are {n} points, too few for t-SNE; give it at least {FewestPoints}.");
        double perplexity = Math.Max(1, Math.Min(settings.Perplexity, (n - 1) / 3.0));
        using var pool = new WorkerPool(threads);

        Action<double>? searching = progress is null ? null : fraction => progress.Report(new TsneProgress(TsneStage.Neighbours, fraction, 0, null));
        var neighbours = NearestNeighbours.FindOthers(points, dimensions, Math.Min(n - 1, (int)((3 * perplexity) + 1)), pool, searching, cancellation);
        var conditionals = PerplexityCalibration.Conditionals(neighbours, perplexity, pool, cancellation);
        var affinities = Affinities.Symmetric(neighbours, conditionals, pool, cancellation);
        IRepulsion repulsion = n <= MostForExact ? new ExactRepulsion(n) : new GridRepulsion(n);
        double rate = settings.LearningRate ?? Math.Max(n / settings.EarlyExaggeration / 4, 50);
        var descent = new MapDescent(affinities, repulsion, Start(points, dimensions, n, settings.Seed, pool, cancellation), rate);
        Descend(descent, affinities, settings, pool, progress, cancellation);
        double normaliser = new ExactRepulsion(n).Normaliser(descent.Places, pool, cancellation);
        return new TsneMap(descent.Places, MapDivergence.Of(affinities, descent.Places, normaliser, pool), perplexity);
    }

    private static void Descend(MapDescent descent, Affinities affinities, TsneOptions settings, WorkerPool pool, IProgress<TsneProgress>? progress, CancellationToken cancellation)
    {
        double? divergence = null;
        for (int i = 0; i < settings.Iterations; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            bool early = i < settings.ExaggeratedIterations;
            if (i == 0 || i == settings.ExaggeratedIterations) descent.Rest();
            var before = descent.Places;
            double normaliser = descent.Step(early ? settings.EarlyExaggeration : 1, early ? EarlyMomentum : Momentum, pool);
            if (progress is null) continue;
            // The step left the places before it as they were.
            if ((i + 1) % ReportEvery == 0) divergence = MapDivergence.Of(affinities, before, normaliser, pool);
            progress.Report(new TsneProgress(TsneStage.Descent, (i + 1.0) / settings.Iterations, i + 1, divergence));
        }
    }

    /// <summary>Two principal components, scaled so that the first has a deviation of 0.0001; random numbers of that size where there is no variance.</summary>
    private static float[] Start(float[] points, int dimensions, int n, long seed, WorkerPool pool, CancellationToken cancellation)
    {
        var components = PrincipalComponents.Of(points, dimensions, Math.Min(2, dimensions), pool, cancellation);
        var projected = components.Project(points);
        var places = new float[2 * n];
        var random = new float[n];
        for (int c = 0; c < 2; c++)
        {
            bool flat = c >= components.Count || components.Variances[0] == 0 || components.Variances[c] < 1e-12 * components.Variances[0];
            if (flat) new Philox((ulong)seed, Streams.LatentMap, (uint)c).Normals(random);
            double scale = flat ? StartDeviation : StartDeviation / Math.Sqrt(components.Variances[0]);
            for (int i = 0; i < n; i++) places[(2 * i) + c] = (float)((flat ? random[i] : projected[(i * components.Count) + c]) * scale);
        }
        return places;
    }
}
