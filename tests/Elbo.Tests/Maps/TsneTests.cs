using Elbo.Maps;

namespace Elbo.Tests.Maps;

public sealed class TsneTests
{
    private static readonly TsneOptions Short = new() { Perplexity = 10, Iterations = 30, ExaggeratedIterations = 20 };

    /// <summary>So many that repulsion is on a grid.</summary>
    internal static string HashOfMap(int threads) => Blobs.Hash(Tsne.Embed(Blobs.Of(2200, 8, 6), 8, Short, threads).Places);

    [Fact]
    public void Any_number_of_threads_gives_the_same_bits()
    {
        string one = HashOfMap(1);
        foreach (int threads in new[] { 2, 3, 7 }) Assert.Equal(one, HashOfMap(threads));
        float[] few = Blobs.Of(300, 8, 6);
        var map = Tsne.Embed(few, 8, Short, 1);
        foreach (int threads in new[] { 2, 7 })
        {
            var other = Tsne.Embed(few, 8, Short, threads);
            Assert.Equal(map.Places, other.Places);
            Assert.Equal(map.KlDivergence, other.KlDivergence);
        }
    }

    [WidthFact(512)]
    public void Without_AVX_512_a_map_has_the_same_bits() => SameWith("DOTNET_EnableAVX512", "0", "256 128 fma");

    [WidthFact(256)]
    public void With_128_bit_vectors_a_map_has_the_same_bits() => SameWith("DOTNET_PreferredVectorBitWidth", "128", "128 fma");

    private static void SameWith(string variable, string value, string widths)
    {
        var child = ChildProcess.Run(["map", "2"], (variable, value));
        Assert.Equal("", child.Errors);
        Assert.Equal([widths, HashOfMap(2)], child.Lines);
    }

    [Theory]
    [InlineData(600)]
    [InlineData(2100)]
    public void Clouds_stay_together_and_apart(int n)
    {
        const int Clouds = 6;
        var map = Tsne.Embed(Blobs.Of(n, 10, Clouds), 10, new TsneOptions { Perplexity = 15, Iterations = 400, ExaggeratedIterations = 150 });
        using var pool = new Elbo.Tensors.WorkerPool(2);
        var nearest = NearestNeighbours.FindOthers(map.Places, 2, 5, pool);
        int pure = 0;
        for (int e = 0; e < nearest.Indices.Length; e++) pure += e / 5 % Clouds == nearest.Indices[e] % Clouds ? 1 : 0;
        Assert.InRange((double)pure / nearest.Indices.Length, 0.99, 1);
        Assert.InRange(map.KlDivergence, 0.1, 2.5);
    }

    [Fact]
    public void More_steps_lower_the_divergence()
    {
        float[] points = Blobs.Of(400, 8, 5);
        double[] divergences = [.. new[] { 1, 60, 150, 500 }.Select(steps => Tsne.Embed(points, 8, new TsneOptions { Iterations = steps, ExaggeratedIterations = 100 }).KlDivergence)];
        for (int i = 1; i < divergences.Length; i++) Assert.True(divergences[i] < divergences[i - 1], string.Join(' ', divergences));
        Assert.True(divergences[^1] < 0.5 * divergences[0]);
    }

    [Fact]
    public void Its_divergence_is_that_of_its_places()
    {
        float[] points = Blobs.Of(200, 5, 3);
        var map = Tsne.Embed(points, 5, Short);
        using var pool = new Elbo.Tensors.WorkerPool(1);
        var affinities = ForcesTests.Pairs(points, 5, 31, 10, pool);
        double normaliser = new ExactRepulsion(200).Normaliser(map.Places, pool);
        Assert.Equal(MapDivergence.Of(affinities, map.Places, normaliser, pool), map.KlDivergence, 12);
    }

    [Fact]
    public void Progress_goes_from_neighbours_to_the_last_step()
    {
        var told = new List<TsneProgress>();
        Tsne.Embed(Blobs.Of(300, 4, 3), 4, Short with { Iterations = 120 }, 1, new Told(told.Add));
        var steps = told.Where(p => p.Stage == TsneStage.Descent).ToList();
        Assert.Equal(TsneStage.Neighbours, told[0].Stage);
        Assert.Equal(1, told.Last(p => p.Stage == TsneStage.Neighbours).Fraction);
        Assert.Equal(Enumerable.Range(1, 120), steps.Select(p => p.Iteration));
        Assert.Equal(1, steps[^1].Fraction);
        Assert.Null(steps[98].KlDivergence);
        Assert.InRange(steps[99].KlDivergence!.Value, 0.01, 10);
    }

    [Theory]
    [InlineData(TsneStage.Neighbours)]
    [InlineData(TsneStage.Descent)]
    public void It_can_be_cancelled(TsneStage at)
    {
        using var cancel = new CancellationTokenSource();
        var last = default(TsneProgress);
        Assert.Throws<OperationCanceledException>(() => Tsne.Embed(Blobs.Of(600, 4, 3), 4, Short, 2, new Told(p =>
        {
            last = p;
            if (p.Stage == at) cancel.Cancel();
        }), cancel.Token));
        Assert.Equal(at, last.Stage);
        Assert.InRange(last.Iteration, 0, 1);
    }

    [Fact]
    public void Few_points_lower_the_perplexity()
    {
        Assert.Equal(29 / 3.0, Tsne.Embed(Blobs.Noise(30 * 3), 3, Short with { Perplexity = 30 }).Perplexity);
        var five = Tsne.Embed(Blobs.Noise(5 * 3), 3);
        Assert.All(five.Places, place => Assert.True(float.IsFinite(place)));
        Assert.Contains("at least 5", Assert.Throws<ElboException>(() => Tsne.Embed(Blobs.Noise(4 * 3), 3)).Message, StringComparison.Ordinal);
        Assert.Equal(10, Tsne.Embed(Blobs.Noise(31 * 3), 3, Short).Perplexity);
    }

    [Fact]
    public void Odd_points_are_mapped_or_refused_in_a_sentence()
    {
        // One dimension begins with random numbers in the other.
        float[] line = Blobs.Noise(100);
        var map = Tsne.Embed(line, 1, Short);
        Assert.All(map.Places, place => Assert.True(float.IsFinite(place)));
        Assert.NotEqual(map.Places, Tsne.Embed(line, 1, Short with { Seed = 2 }).Places);
        // Far more dimensions than points, and each point five times.
        float[] wide = Blobs.Noise(40 * 300);
        Assert.All(Tsne.Embed(wide, 300, Short).Places, place => Assert.True(float.IsFinite(place)));
        float[] twins = [.. Enumerable.Repeat(Blobs.Noise(40 * 3), 5).SelectMany(x => x)];
        Assert.All(Tsne.Embed(twins, 3, Short).Places, place => Assert.True(float.IsFinite(place)));
        // Nearly collapsed codes still have neighbours.
        Assert.All(Tsne.Embed([.. Blobs.Noise(100 * 3).Select(x => x * 1e-7f)], 3, Short).Places, place => Assert.True(float.IsFinite(place)));
        Assert.Contains("All points are equal", Assert.Throws<ElboException>(() => Tsne.Embed(new float[60], 3)).Message, StringComparison.Ordinal);
        Assert.Contains("Point 2 is not finite", Assert.Throws<ElboException>(() => Tsne.Embed([.. new float[6], float.NaN, 0, 0, 0, 0, 0, 0, 0, 0], 3)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_are_checked()
    {
        foreach (var wrong in new[] { Short with { Perplexity = 0.5 }, Short with { Perplexity = double.NaN }, Short with { Iterations = 0 }, Short with { EarlyExaggeration = 0 }, Short with { ExaggeratedIterations = -1 }, Short with { LearningRate = -1 } })
            Assert.Throws<SettingException>(() => Tsne.Embed(Blobs.Noise(60), 2, wrong));
    }

    private sealed class Told(Action<TsneProgress> told) : IProgress<TsneProgress>
    {
        public void Report(TsneProgress value)
        {
            lock (this) told(value);
        }
    }
}
