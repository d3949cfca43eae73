using Elbo.Tensors.Ops;

namespace Elbo.Tensors.Tests.Ops;

/// <summary>Batch normalisation and its gradient against 256-bit arithmetic: channels that do not vary, or vary by all that a float holds.</summary>
public sealed class BatchNormalisationExtremesTests
{
    private const double Epsilon = 1e-5;

    public static TheoryData<string, float[]> Channels => new()
    {
        { "all zero", new float[37] },
        { "all one", Of(37, _ => 1) },
        { "all equal and large", Of(45, _ => 16_777_217.5f) },
        { "all equal and not a sum of few bits", Of(61, _ => 0.1f) },
        { "all huge and equal", Of(33, _ => 1e30f) },
        { "huge", Of(37, i => ((i % 5) - 2) * 1e30f) },
        { "as huge as squares of floats are not", Of(40, i => i % 2 == 0 ? 3e19f : -2e19f) },
        { "a hundredth of the largest", Of(35, i => ((i % 7) - 3) * 1e36f) },
        { "tiny", Of(37, i => ((i % 5) - 2) * 1e-30f) },
        { "denormal", Of(37, i => ((i % 5) - 2) * 1e-42f) },
        { "one huge among zeros", Of(65, i => i == 40 ? 1e30f : 0) },
        { "a small spread on a mean", Of(37, i => 8 + ((i % 5) * 0.25f)) },
        { "one example", [3f] },
        { "one huge example", [1e30f] },
        { "two examples", [-1e4f, 1e4f] },
    };

    [Theory]
    [MemberData(nameof(Channels))]
    public void Values_and_gradients_are_right(string name, float[] x)
    {
        _ = name;
        int batch = x.Length;
        float[] target = Of(batch, i => ((i * 7) % 11) / 11f);
        var (y, dx) = Run(x, target);

        Precise mean = 0, variance = 0, inner = 0, sum = 0;
        foreach (float value in x) mean += (double)value / (Precise)batch;
        foreach (float value in x) variance += ((double)value - mean) * ((double)value - mean) / batch;
        Precise inverse = Precise.One / Precise.Sqrt(variance + Epsilon);
        Precise[] normal = [.. x.Select(value => ((double)value - mean) * inverse)];
        // The kernel's loss is Σ (y − target)².
        Precise[] g = [.. normal.Select((n, i) => 2 * (n - (double)target[i]))];
        for (int i = 0; i < batch; i++) (sum, inner) = (sum + (g[i] / batch), inner + (g[i] * normal[i] / batch));
        double spread = x.Max(value => Math.Abs((double)value)) * (double)inverse;
        for (int i = 0; i < batch; i++)
        {
            Truth.Holds(normal[i], y[i], 3e-6, 1e-6 * Math.Max(1, spread < 4e3 ? spread : 0), $"y of {x[i]:r}");
            Precise slope = inverse * (g[i] - sum - (normal[i] * inner));
            double size = (double)(inverse * (Precise.Abs(g[i]) + Precise.Abs(sum) + Precise.Abs(normal[i] * inner)));
            Truth.Holds(slope, dx[i], 0, 1e-5 * size, $"slope at {x[i]:r}");
        }
    }

    [Fact]
    public void Values_above_1e19_once_became_the_shift_alone()
    {
        var (y, _) = Run([1e20f, -1e20f], [0, 0]);
        Assert.Equal([1, -1], y);
    }

    private static (float[] Y, float[] DX) Run(float[] x, float[] target)
    {
        using var pool = new WorkerPool(2);
        using var store = new ParameterStore();
        Parameter scale = store.Add("scale", 1), shift = store.Add("shift", 1), mean = store.AddStatistic("mean", 1), variance = store.AddStatistic("variance", 1);
        store.Allocate(training: true);
        store.Weights(scale).Fill(1);
        store.Weights(variance).Fill(1);
        using var tape = new Tape(pool, store);
        tape.Begin(x.Length, training: true, default);
        var input = tape.Input(new Shape(1), needsGradient: true);
        var goal = tape.Input(new Shape(1));
        // Garbage in the padding.
        tape.Values(input).Fill(1e33f);
        tape.Values(goal).Fill(-1e33f);
        x.CopyTo(tape.Values(input));
        target.CopyTo(tape.Values(goal));
        var y = BatchNormalisation.Forward(tape, input, scale, shift, mean, variance);
        float[] values = tape.Values(y)[..x.Length].ToArray();
        tape.Backward(SquaredErrorLoss.Forward(tape, y, goal), 1);
        Assert.True(float.IsFinite(store.Gradients(scale)[0]) && float.IsFinite(store.Gradients(shift)[0]));
        return (values, tape.Gradients(input)[..x.Length].ToArray());
    }

    private static float[] Of(int count, Func<int, float> value) => [.. Enumerable.Range(0, count).Select(value)];
}
