using System.Diagnostics;
using Elbo.Tensors;
using Elbo.Tensors.Ops;

namespace Elbo.Benchmarks;

/// <summary>What one layer costs, forward and backward together.</summary>
/// <param name="Layer">Name of the case.</param>
/// <param name="Batch">Pictures.</param>
/// <param name="StepMilliseconds">Median time of the output and the gradients of input, filters and bias.</param>
/// <param name="Gflops">Operations in 10⁹ a second, those that fall on padding counted too.</param>
public sealed record LayerTiming(string Layer, int Batch, double StepMilliseconds, double Gflops);

/// <summary>Times single convolutions on random pictures.</summary>
public static class LayerBenchmark
{
    private const int WarmUp = 2, Least = 3;

    /// <summary>Times a layer for about <paramref name="budget"/> after a warm-up.</summary>
    public static LayerTiming Measure(LayerCase layer, int threads, TimeSpan budget, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(layer);
        double seconds = Run(layer, threads, budget, cancellation);
        return new(layer.Name, layer.Batch, seconds * 1e3, layer.Flops / seconds / 1e9);
    }

    /// <summary>Median seconds of forward and backward: y, dX, dW and dB of random x and dY, SAME padding.</summary>
    private static double Run(LayerCase layer, int threads, TimeSpan budget, CancellationToken cancellation)
    {
        using var pool = new WorkerPool(threads);
        using var store = new ParameterStore();
        bool up = layer.Kind == LayerCaseKind.TransposedConvolution;
        var weight = up
            ? store.Add("weight", layer.In, layer.Out, layer.Kernel, layer.Kernel)
            : store.Add("weight", layer.Out, layer.In, layer.Kernel, layer.Kernel);
        var bias = store.Add("bias", layer.Out);
        store.Allocate(training: true);
        new Philox(1, 0, 0).Normals(store.Weights(weight));
        using var tape = new Tape(pool, store);
        var times = new List<double>();
        var clock = Stopwatch.StartNew();
        for (int i = 0; times.Count < Least || clock.Elapsed < budget; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            tape.Begin(layer.Batch, training: true, default);
            var x = tape.Input(new Shape(layer.In, layer.Size, layer.Size), needsGradient: true);
            new Philox(1, 1, 0).Normals(tape.Values(x));
            long start = Stopwatch.GetTimestamp();
            var y = up
                ? TransposedConvolution.Forward(tape, x, weight, bias, layer.Stride, Padding.Same)
                : Convolution.Forward(tape, x, weight, bias, layer.Stride, Padding.Same);
            var forward = Stopwatch.GetElapsedTime(start);
            var target = tape.Input(tape.ShapeOf(y));
            tape.Values(target).Clear();
            // The loss's own pass back, which makes dY of y, is timed with the rest.
            var loss = SquaredErrorLoss.Forward(tape, y, target);
            start = Stopwatch.GetTimestamp();
            tape.Backward(loss, 1f / layer.Batch);
            if (i >= WarmUp) times.Add((forward + Stopwatch.GetElapsedTime(start)).TotalSeconds);
        }
        times.Sort();
        return times[times.Count / 2];
    }
}
