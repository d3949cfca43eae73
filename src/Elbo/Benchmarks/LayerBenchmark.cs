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
    /// <summary>Times a layer for about <paramref name="budget"/> after a warm-up.</summary>
    public static LayerTiming Measure(LayerCase layer, int threads, TimeSpan budget, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(layer);
        double seconds = Run(layer, threads, budget, cancellation);
        return new(layer.Name, layer.Batch, seconds * 1e3, layer.Flops / seconds / 1e9);
    }

    /// <summary>Median seconds of forward and backward: y, dX, dW and dB of random x and dY, SAME padding.</summary>
    private static double Run(LayerCase layer, int threads, TimeSpan budget, CancellationToken cancellation) =>
        throw new NotImplementedException("To be written on the convolution's operation before this commit is merged.");
}
