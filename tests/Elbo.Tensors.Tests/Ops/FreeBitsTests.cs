using Elbo.Tensors.Ops;

namespace Elbo.Tensors.Tests.Ops;

public sealed class FreeBitsTests
{
    [Fact]
    public void The_maximum_is_taken_of_the_batch_s_mean_and_padding_does_not_count()
    {
        // Means 1 and 4: an example's own 0.5 or 7 does not matter.
        float[] rows = [0.5f, 1, 1, 4, 1.5f, 7];
        var (losses, gradient) = Run(rows, 2, (tape, x) => FreeBits.Forward(tape, x, 2));
        Assert.Equal([3, 6, 9], losses);
        Assert.Equal([0, 1 / 3f, 0, 1 / 3f, 0, 1 / 3f], gradient);
        Assert.Equal(Math.Max(2, 1) + Math.Max(2, 4), losses.Average(), 1e-6);
    }

    [Fact]
    public void What_is_not_a_number_is_not_hidden_by_the_floor()
    {
        var (losses, _) = Run([float.NaN, 1], 2, (tape, x) => FreeBits.Forward(tape, x, 5));
        Assert.All(losses, loss => Assert.True(float.IsNaN(loss)));
    }

    [Theory]
    [InlineData(1, 3, 1)]
    [InlineData(6, 2, -1)]
    public void A_distance_s_mean_is_that_of_the_mean_and_its_slope_leads_there(float target, double distance, int slope)
    {
        var (losses, gradient) = Run([2, 3, 7], 1, (tape, x) => BatchDistance.Forward(tape, x, target));
        Assert.Equal(distance, losses.Average(), 1e-6);
        Assert.All(gradient, g => Assert.Equal(slope / 3f, g));
    }

    private static (float[] Losses, float[] Gradient) Run(float[] rows, int features, Func<Tape, Tensor, Tensor> forward)
    {
        using var pool = new WorkerPool(1);
        using var store = new ParameterStore();
        store.Allocate(training: true);
        using var tape = new Tape(pool, store);
        int batch = rows.Length / features;
        tape.Begin(batch, training: true, default);
        var x = tape.Input(new Shape(features), needsGradient: true);
        // Garbage in the padding.
        tape.Values(x).Fill(1e9f);
        for (int i = 0; i < batch; i++)
        {
            for (int f = 0; f < features; f++) tape.Values(x)[(f * Lanes.Width) + i] = rows[(i * features) + f];
        }
        var loss = forward(tape, x);
        var losses = new float[batch];
        tape.CopyRows(loss, losses);
        tape.Backward(loss, 1f / batch);
        var gradient = new float[rows.Length];
        Lanes.Unpack(tape.Gradients(x), batch, features, gradient);
        return (losses, gradient);
    }
}
