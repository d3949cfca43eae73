using Elbo.Tensors.Ops;

namespace Elbo.Tensors.Tests.Ops;

public sealed class DropoutExtremesTests
{
    [Fact]
    public void A_rate_of_0_changes_nothing()
    {
        float[] x = [1e30f, -1e-45f, 0, 3];
        var run = new LaneRun(1, [x], (tape, inputs) => WeightedSum.Forward(tape, Dropout.Forward(tape, inputs[0], 0), inputs[0], 0));
        Assert.Equal(x, run.Losses);
        Assert.Equal([1, 1, 1, 1], run.Gradients[0]);
    }

    [Theory]
    [InlineData(0.99)]
    [InlineData(0.9999)]
    [InlineData(0.9999999999)]
    public void A_rate_near_1_keeps_few_values_scaled_by_a_finite_number(double rate)
    {
        float[] x = [.. Enumerable.Repeat(1f, 4001)];
        var run = new LaneRun(1, [x], (tape, inputs) => Dropout.Forward(tape, inputs[0], rate));
        float scale = 65536f / Math.Max(1, (uint)Math.Round((1 - rate) * 65536));
        Assert.All(run.Losses, value => Assert.True(value == 0 || value == scale, $"{value}"));
        Assert.Equal(run.Losses, run.Gradients[0]);
        Assert.InRange(run.Losses.Count(value => value > 0), rate < 0.995 ? 10 : 0, rate < 0.995 ? 90 : 10);
    }
}
