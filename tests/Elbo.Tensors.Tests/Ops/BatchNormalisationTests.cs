using Elbo.Tensors.Kernels;
using Elbo.Tensors.Ops;
using Elbo.Tensors.Optimisers;

namespace Elbo.Tensors.Tests.Ops;

public sealed class BatchNormalisationTests
{
    [Theory]
    [InlineData(1, 17, 19, 33)]
    [InlineData(3, 16, 16, 70)]
    [InlineData(16, 13, 11, 5)]
    [InlineData(2, 1, 129, 1)]
    [InlineData(5, 1, 1, 200)]
    [InlineData(2, 1, 3, 5000)]
    [InlineData(1, 1, 1, 2)]
    public void Sums_of_many_parts_match_the_twin_forward_and_backward(int channels, int height, int width, int batch)
    {
        var row = OperationTable.NormalisationCase(new Shape(channels, height, width), Activation.Linear);
        var run = new TapeRun(row, batch, twice: false);
        double[] x = TwinRun.Widen(run.Inputs[0]), scale = TwinRun.Widen(run.Parameters[0]), shift = TwinRun.Widen(run.Parameters[1]);
        var y = NaiveNormalisation.Forward(x, scale, shift, batch, Activation.Linear);
        var dy = new double[y.Length];
        for (int i = 0; i < y.Length; i++) dy[i] = 2 * run.Scale * (y[i] - run.Target[i]);
        var gradients = NaiveNormalisation.Backward(x, scale, dy, batch);
        Near.Equal(y, run.Output, 1e-5, "y");
        Near.Equal(gradients.X, run.InputGradients[0], 1e-5, "dx");
        Near.Equal(gradients.Scale, run.ParameterGradients[0], 1e-5, "dscale");
        Near.Equal(gradients.Shift, run.ParameterGradients[1], 1e-5, "dshift");
        var (mean, variance) = NaiveNormalisation.Statistics(x, batch, channels);
        double n = (double)batch * height * width;
        Near.Equal(mean, run.BatchStatistics[0], 5e-6, "mean");
        Near.Equal([.. variance.Select(v => v * n / (n - 1))], run.BatchStatistics[1], 1e-6, "unbiased variance");
    }

    [Fact]
    public void Values_far_from_zero_lose_nothing_but_their_own_rounding()
    {
        const int batch = 40;
        using var pool = new WorkerPool(2);
        using var store = new ParameterStore();
        var p = Parameters(store, 1);
        using var tape = new Tape(pool, store);
        tape.Begin(batch, training: true, default);
        var shape = new Shape(1, 13, 17);
        var x = tape.Input(shape);
        float[] rows = [.. TapeRun.Fill(new float[batch * shape.Features], new Philox(1, 2, 3), -1, 1).Select(v => 10_000 + v)];
        Lanes.Pack(rows, batch, shape.Features, tape.Values(x));
        var y = BatchNormalisation.Forward(tape, x, p[0], p[1], p[2], p[3]);
        float[] got = new float[rows.Length];
        tape.CopyRows(y, got);
        // The float that is nearest to the mean may be 5e-4 away from it, whatever is done; the variance is exact.
        Near.Equal(NaiveNormalisation.Forward(TwinRun.Widen(rows), [1], [0], batch, Activation.Linear), got, 1e-3, "y");
        double variance = NaiveNormalisation.Statistics(TwinRun.Widen(rows), batch, 1).Variance[0] * rows.Length / (rows.Length - 1);
        Assert.Equal(variance, store.Gradients(p[3])[0], 1e-6 * variance);
    }

    [Fact]
    public void Outside_training_the_running_statistics_are_used_and_kept()
    {
        const int batch = 35;
        using var pool = new WorkerPool(2);
        using var store = new ParameterStore();
        var p = Parameters(store, 3);
        for (uint i = 0; i < 4; i++) TapeRun.Fill(new float[3], new Philox(5, i, 0), 0.5f, 2).CopyTo(store.Weights(p[i]));
        using var tape = new Tape(pool, store);
        tape.Begin(batch, training: false, default);
        var x = tape.Input(new Shape(3, 2, 5));
        float[] rows = TapeRun.Fill(new float[batch * 30], new Philox(1, 2, 3), -2, 2), got = new float[batch * 30];
        Lanes.Pack(rows, batch, 30, tape.Values(x));
        tape.CopyRows(BatchNormalisation.Forward(tape, x, p[0], p[1], p[2], p[3], Activation.Softplus), got);
        double[][] w = [.. p.Select(q => TwinRun.Widen(store.Weights(q).ToArray()))];
        Near.Equal(NaiveNormalisation.Forward(TwinRun.Widen(rows), w[0], w[1], w[2], w[3], batch, Activation.Softplus), got, 1e-6, "y");
        RunningStatistics.Update(store);
        for (int i = 0; i < 4; i++) Assert.Equal(w[i], TwinRun.Widen(store.Weights(p[i]).ToArray()));
    }

    [Fact]
    public void A_batch_of_one_value_gives_the_shift_and_leaves_the_running_variance()
    {
        using var pool = new WorkerPool(1);
        using var store = new ParameterStore();
        var p = Parameters(store, 2);
        store.Weights(p[1]).Fill(-3);
        store.Weights(p[3]).Fill(1.7f);
        using var tape = new Tape(pool, store);
        tape.Begin(1, training: true, default);
        var x = tape.Input(new Shape(2), needsGradient: true);
        tape.Values(x).Clear();
        tape.Values(x)[0] = 4;
        var y = BatchNormalisation.Forward(tape, x, p[0], p[1], p[2], p[3], Activation.Relu);
        Assert.Equal(0, tape.Values(y)[0]);
        tape.Backward(Slice.Forward(tape, y, 0, 1), 1);
        Assert.All(tape.Gradients(x).ToArray(), d => Assert.Equal(0, d));
        RunningStatistics.Update(store);
        Assert.Equal(1.7f, store.Weights(p[3])[0]);
        Assert.Equal(0.4f, store.Weights(p[2])[0]);
    }

    [Fact]
    public void Equal_values_have_no_deviation_and_give_the_shift()
    {
        using var pool = new WorkerPool(2);
        using var store = new ParameterStore();
        var p = Parameters(store, 1);
        store.Weights(p[1]).Fill(0.25f);
        using var tape = new Tape(pool, store);
        tape.Begin(50, training: true, default);
        var x = tape.Input(new Shape(1, 3, 3));
        tape.Values(x).Fill(0.1f);
        var y = BatchNormalisation.Forward(tape, x, p[0], p[1], p[2], p[3]);
        Assert.All(tape.Values(y)[..32].ToArray(), v => Assert.Equal(0.25f, v, 1e-5f));
        Assert.Equal(0, store.Gradients(p[3])[0], 1e-14f);
    }

    [Fact]
    public void Parameters_that_do_not_fit_are_refused()
    {
        using var pool = new WorkerPool(1);
        using var store = new ParameterStore();
        var p = Parameters(store, 3);
        using var tape = new Tape(pool, store);
        tape.Begin(1, training: true, default);
        var x = tape.Input(new Shape(3, 2, 2));
        Assert.Throws<ArgumentException>(() => BatchNormalisation.Forward(tape, tape.Input(new Shape(4)), p[0], p[1], p[2], p[3]));
        Assert.Throws<ArgumentException>(() => BatchNormalisation.Forward(tape, x, p[2], p[1], p[2], p[3]));
        Assert.Throws<ArgumentException>(() => BatchNormalisation.Forward(tape, x, p[0], p[1], p[2], p[1]));
    }

    private static Parameter[] Parameters(ParameterStore store, int channels)
    {
        Parameter[] p = [store.Add("scale", channels), store.Add("shift", channels), store.AddStatistic("mean", channels), store.AddStatistic("variance", channels)];
        store.Allocate(training: true);
        store.Weights(p[0]).Fill(1);
        store.Weights(p[3]).Fill(1);
        return p;
    }
}
