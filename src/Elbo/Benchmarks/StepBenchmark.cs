using System.Diagnostics;
using Elbo.Conditions;
using Elbo.Data;
using Elbo.Recipes;
using Elbo.Tensors;
using Elbo.Training;

namespace Elbo.Benchmarks;

/// <summary>What a training step costs.</summary>
/// <param name="Recipe">Name of the recipe.</param>
/// <param name="Batch">Examples a step.</param>
/// <param name="StepMilliseconds">Median time of a step: shuffling, gathering, random numbers, forward, backward, Adam.</param>
/// <param name="ImagesPerSecond">Examples a second at that time.</param>
/// <param name="Gflops">Operations of the matrix products alone, counted from the model, in 10⁹ a second.</param>
/// <param name="PeakFraction">The same as a fraction of <paramref name="PeakGflops"/>.</param>
/// <param name="PeakGflops">This machine's multiply-add peak on the same threads, measured in the same run.</param>
public sealed record StepTiming(
    string Recipe, int Batch, double StepMilliseconds, double ImagesPerSecond, double Gflops, double PeakFraction, double PeakGflops);

/// <summary>Times training steps of a recipe on random pictures of its data's size, 28×28 greys where it names none; of ten classes, where it is conditional.</summary>
public static class StepBenchmark
{
    private const int WarmUp = 30, Least = 3, Classes = 10, MostBytes = 64 << 20;

    /// <summary>Runs steps for about <paramref name="budget"/> after a warm-up, the peak measured before and after.</summary>
    public static StepTiming Measure(Recipe recipe, int threads, TimeSpan budget, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        var shape = recipe.Data.Size is { } size ? new Shape(recipe.Data.Channels == PictureChannels.Colour ? 3 : 1, size, size) : new Shape(1, 28, 28);
        ModelSize.Check(recipe, shape, recipe.Model.Condition == ConditionKind.Label ? Classes : 0);
        int batch = recipe.Training.Batch, batches = Math.Max(2, MostBytes / (batch * shape.Features));
        var pixels = new byte[checked(batch * batches * shape.Features)];
        new Random(1).NextBytes(pixels);
        byte[]? labels = null;
        if (recipe.Model.Condition == ConditionKind.Label)
        {
            labels = new byte[batch * batches];
            for (int i = 0; i < labels.Length; i++) labels[i] = (byte)(i % Classes);
        }
        var data = new ByteDataset("random", shape, pixels, labels);
        using var vae = new Vae(recipe, shape, Preprocessing.For(recipe.Data.Range, data), threads, training: true, ClassLabels.Of(recipe, data));
        vae.Graph.Initialise(vae.Store, (ulong)recipe.Seed);
        using var step = new TrainingStep(vae, data);
        var order = new int[data.Count];
        for (int i = 0; i < order.Length; i++) order[i] = i;
        double peak = FmaPeak.Measure(vae.Pool);
        var times = new List<double>();
        var clock = Stopwatch.StartNew();
        for (long i = 0, warm = 0; times.Count < Least || clock.Elapsed < budget; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            long start = Stopwatch.GetTimestamp();
            if (i % batches == 0) new Philox((ulong)recipe.Seed, Streams.Shuffle, (uint)(i / batches)).Shuffle(order);
            step.Run(order.AsSpan((int)(i % batches) * batch, batch), i, i);
            bool measured = warm >= WarmUp || (warm >= 2 && clock.Elapsed > budget / 4);
            if (measured) times.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
            else warm++;
        }
        peak = Math.Max(peak, FmaPeak.Measure(vae.Pool));
        times.Sort();
        double median = times[times.Count / 2], rate = vae.Graph.FlopsPerExample * batch / median;
        return new(recipe.Name, batch, median * 1e3, batch / median, rate / 1e9, rate / peak, peak / 1e9);
    }
}
