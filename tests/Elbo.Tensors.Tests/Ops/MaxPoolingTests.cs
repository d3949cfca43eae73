using Elbo.Tensors.Ops;

namespace Elbo.Tensors.Tests.Ops;

public sealed class MaxPoolingTests
{
    private const float Infinity = float.PositiveInfinity, NaN = float.NaN;

    [Fact]
    public void The_first_of_equal_values_takes_the_gradient_and_windows_are_clipped_at_the_edges()
    {
        var (y, d) = Pool([1, 5, 2, 5, 5, 2, 0, -0f, 7]);
        Assert.Equal([5, 2, 0, 7], y);
        Assert.Equal([0, 1, 2, 0, 0, 0, 3, 0, 4], d);
    }

    [Fact]
    public void A_NaN_comes_through_and_takes_the_gradient()
    {
        var (y, d) = Pool([1, NaN, -Infinity, NaN, 5, NaN, -Infinity, -Infinity, Infinity]);
        Assert.Equal([NaN, NaN, -Infinity, Infinity], y);
        Assert.Equal([0, 1, 0, 0, 0, 2, 3, 0, 4], d);
    }

    [Fact]
    public void Windows_of_one_are_the_tensor_itself_and_of_none_are_refused()
    {
        using var pool = new WorkerPool(1);
        using var store = new ParameterStore();
        store.Allocate(training: false);
        using var tape = new Tape(pool, store);
        tape.Begin(1, training: false, default);
        var x = tape.Input(new Shape(2, 3, 3));
        Assert.Equal(x, MaxPooling.Forward(tape, x, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => MaxPooling.Forward(tape, x, 0));
    }

    // A 3×3 image in windows of 2; the gradient of result i is i + 1.
    private static (float[] Y, float[] Gradient) Pool(float[] image)
    {
        using var pool = new WorkerPool(2);
        using var store = new ParameterStore();
        store.Allocate(training: true);
        using var tape = new Tape(pool, store);
        tape.Begin(1, training: true, default);
        var x = tape.Input(new Shape(1, 3, 3), needsGradient: true);
        Lanes.Pack(image, 1, 9, tape.Values(x));
        var y = MaxPooling.Forward(tape, x, 2);
        var flat = Reshape.Forward(tape, y, new Shape(4));
        var sum = Slice.Forward(tape, flat, 0, 1);
        for (int i = 1; i < 4; i++) sum = WeightedSum.Forward(tape, sum, Slice.Forward(tape, flat, i, 1), i + 1);
        tape.Backward(sum, 1);
        float[] values = new float[4], gradient = new float[9];
        tape.CopyRows(y, values);
        Lanes.Unpack(tape.Gradients(x), 1, 9, gradient);
        return (values, gradient);
    }
}
