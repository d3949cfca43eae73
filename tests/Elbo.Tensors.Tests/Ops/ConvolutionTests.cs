using Elbo.Tensors.Kernels;
using Elbo.Tensors.Ops;

namespace Elbo.Tensors.Tests.Ops;

public sealed class ConvolutionTests
{
    [Theory]
    [InlineData(64, 5, 2, 32, 1)]
    [InlineData(7, 3, 2, 4, 1)]
    [InlineData(28, 3, 2, 14, 0)]
    [InlineData(8, 5, 1, 8, 2)]
    [InlineData(32, 5, 2, 16, 1)]
    [InlineData(48, 7, 1, 48, 3)]
    [InlineData(9, 1, 2, 5, 0)]
    public void Same_padding_is_TensorFlow_s(int size, int kernel, int stride, int results, int before)
    {
        Assert.Equal((results, before), Padding.Same.Of(size, kernel, stride));
        if (size % stride == 0) Assert.Equal((size, before), Padding.Same.Transposed(results, kernel, stride));
    }

    [Theory]
    [InlineData(3, 7, 9, 8, 5, 2, 33)]
    [InlineData(17, 41, 6, 5, 3, 1, 32)]
    [InlineData(40, 5, 4, 11, 4, 3, 3)]
    [InlineData(1, 1, 12, 1, 3, 2, 5)]
    public void Convolutions_of_many_channels_agree_with_the_twin(int inputs, int outputs, int height, int width, int kernel, int stride, int batch)
    {
        foreach (var padding in new[] { Padding.Same, Padding.Of(kernel - 1, kernel + 1) })
        {
            Check(new(inputs, height, width), outputs, kernel, stride, padding, batch, transposed: false);
            Check(new(inputs, height, width), outputs, kernel, stride, padding == Padding.Same ? padding : Padding.Of(0, 1), batch, transposed: true);
        }
    }

    [Fact]
    public void Windows_without_any_input_give_the_bias()
    {
        Check(new(2, 3, 3), 3, 2, 1, Padding.Of(5, 4), 4, transposed: false);
        Check(new(2, 3, 3), 3, 1, 3, Padding.Same, 4, transposed: true);
    }

    [Theory]
    [InlineData(3, 37, 9, 20, 5, 2)]
    [InlineData(40, 3, 5, 4, 3, 1)]
    [InlineData(2, 64, 1, 13, 2, 3)]
    public void A_few_examples_give_the_bits_that_they_have_among_many(int inputs, int outputs, int height, int width, int kernel, int stride)
    {
        using var pool = new WorkerPool(2);
        using var store = new ParameterStore();
        var down = store.Add("down", outputs, inputs, kernel, kernel);
        var up = store.Add("up", inputs, outputs, kernel, kernel);
        var bias = store.Add("b", outputs);
        store.Allocate(training: false);
        foreach (var p in store.Parameters) TapeRun.Fill(new float[p.Length], new Philox(3, 1, 0), -0.5f, 0.5f).CopyTo(store.Weights(p));
        var input = new Shape(inputs, height, width);
        var rows = TapeRun.Fill(new float[9 * input.Features], new Philox(3, 3, 0), -1, 1);
        using var tape = new Tape(pool, store);
        foreach (var transposed in new[] { false, true })
        {
            float[] many = Run(9, transposed);
            foreach (int batch in new[] { 1, 8 })
            {
                float[] few = Run(batch, transposed);
                Assert.Equal(many[..few.Length], few);
            }
        }

        float[] Run(int batch, bool transposed)
        {
            tape.Begin(batch, training: false, default);
            var x = tape.Input(input);
            Lanes.Pack(rows.AsSpan(0, batch * input.Features), batch, input.Features, tape.Values(x));
            var y = transposed
                ? TransposedConvolution.Forward(tape, x, up, bias, stride, Padding.Same, Activation.Elu)
                : Convolution.Forward(tape, x, down, bias, stride, Padding.Same, Activation.Elu);
            var result = new float[batch * tape.ShapeOf(y).Features];
            tape.CopyRows(y, result);
            return result;
        }
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_refused_by_name()
    {
        using var store = new ParameterStore();
        var weight = store.Add("conv.weight", 4, 3, 5, 5);
        var bias = store.Add("conv.bias", 3);
        store.Allocate(training: false);
        using var pool = new WorkerPool(1);
        using var tape = new Tape(pool, store);
        tape.Begin(1, training: false, default);
        var x = tape.Input(new Shape(3, 4, 4));
        Assert.Contains("larger than its padded input", Error(() => Convolution.Forward(tape, x, weight, null, 1, Padding.Valid)));
        Assert.Contains("larger than its padded input", Error(() => Convolution.Forward(tape, x, weight, null, 2, Padding.Valid)));
        Assert.Contains("conv.bias holds 3", Error(() => Convolution.Forward(tape, x, weight, bias, 1, Padding.Same)));
        Assert.Contains("takes 4 channels", Error(() => TransposedConvolution.Forward(tape, x, weight, null, 1, Padding.Same)));
        Assert.Contains("no convolution's weight", Error(() => Convolution.Forward(tape, x, bias, null, 1, Padding.Same)));

        static string Error(Action act) => Assert.Throws<ArgumentException>(act).Message;
    }

    internal static void Check(Shape input, int outputs, int kernel, int stride, Padding padding, int batch, bool transposed)
    {
        using var pool = new WorkerPool(2);
        using var store = new ParameterStore();
        var weight = transposed ? store.Add("w", input.Channels, outputs, kernel, kernel) : store.Add("w", outputs, input.Channels, kernel, kernel);
        var bias = store.Add("b", outputs);
        store.Allocate(training: true);
        TapeRun.Fill(new float[weight.Length], new Philox(3, 1, 0), -0.5f, 0.5f).CopyTo(store.Weights(weight));
        TapeRun.Fill(new float[bias.Length], new Philox(3, 2, 0), -0.5f, 0.5f).CopyTo(store.Weights(bias));
        var rows = TapeRun.Fill(new float[batch * input.Features], new Philox(3, 3, 0), -1, 1);
        using var tape = new Tape(pool, store);
        tape.Begin(batch, training: true, default);
        var x = tape.Input(input, needsGradient: true);
        Lanes.Pack(rows, batch, input.Features, tape.Values(x));
        var y = transposed
            ? TransposedConvolution.Forward(tape, x, weight, bias, stride, padding, Activation.Tanh)
            : Convolution.Forward(tape, x, weight, bias, stride, padding, Activation.Tanh);
        var shape = tape.ShapeOf(y);
        var actual = new float[batch * shape.Features];
        tape.CopyRows(y, actual);
        var target = tape.Input(shape);
        tape.Values(target).Clear();
        tape.Backward(SquaredErrorLoss.Forward(tape, y, target), 1);

        double[] xd = TwinRun.Widen(rows), wd = TwinRun.Widen(store.Weights(weight).ToArray()), bd = TwinRun.Widen(store.Weights(bias).ToArray());
        double[] Twin() => transposed
            ? NaiveConvolution.Transposed(xd, wd, bd, batch, input, outputs, (kernel, kernel), stride, padding, Activation.Tanh)
            : NaiveConvolution.Convolution(xd, wd, bd, batch, input, outputs, (kernel, kernel), stride, padding, Activation.Tanh);
        Near.Equal(Twin(), actual, 1e-5, "output");
        var dx = new float[rows.Length];
        Lanes.Unpack(tape.Gradients(x), batch, input.Features, dx);
        // A few values of each gradient; the table checks all of them at small sizes.
        Sampled(xd, dx, "input");
        Sampled(wd, store.Gradients(weight).ToArray(), "weight");
        Sampled(bd, store.Gradients(bias).ToArray(), "bias");

        void Sampled(double[] values, float[] gradient, string what)
        {
            int step = Math.Max(1, values.Length / 7);
            var expected = new List<double>();
            var found = new List<float>();
            for (int i = 0; i < values.Length; i += step)
            {
                double kept = values[i];
                values[i] = kept + 1e-5;
                double up = Twin().Sum(v => v * v);
                values[i] = kept - 1e-5;
                expected.Add((up - Twin().Sum(v => v * v)) / 2e-5);
                values[i] = kept;
                found.Add(gradient[i]);
            }
            Near.Equal([.. expected], [.. found], 1e-4, $"gradient of {what}");
        }
    }
}
