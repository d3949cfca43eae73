using Elbo.Tensors.Ops;
using FsCheck;
using FsCheck.Fluent;

namespace Elbo.Tensors.Tests.Ops;

/// <summary>The divergence and its gradients against 256-bit arithmetic, from posteriors that are the prior to those of no or endless width.</summary>
public sealed class DivergenceExtremesTests
{
    private const double Bound = 1e-6;

    private static readonly float[] Means = [0, -0f, 1e-45f, 1e-30f, -1e-18f, 1e-10f, 1e-4f, -1e-4f, 0.01f, 1, -3, 1e4f, -1e15f, 1.8e19f, 2.5e19f, 1e30f];

    private static readonly float[] Deviations =
    [
        1, 1.0000001f, 0.99999994f, 1.000001f, 0.999999f, 1.0001f, 0.9999f, 1.01f, 0.99f, 0.7071f, 0.7072f, 0.708f, 1.414f, 1.4142f, 1.4143f,
        0.5f, 2, 0.01f, 1e-6f, 1e-12f, 1e-30f, 1.2e-38f, 1e-40f, 1.4e-45f, 1e4f, 1e15f, 1e19f, 2.5e19f, 1e30f, float.MaxValue,
    ];

    private static readonly float[] Logs =
    [
        0, -0f, 1e-45f, 1e-30f, -1e-30f, 1e-7f, -1e-7f, 1e-4f, -1e-4f, 0.01f, -0.1f, 0.1699f, 0.1701f, -0.17f, -0.171f, 0.5f, -0.5f, 1, -1, 7, -14,
        20, -20, 43, -43, -44, -87, -88, -100, -1e4f, -1e15f, -1e30f, -float.MaxValue, 50, 1e4f, 1e30f,
    ];

    [Fact]
    public void From_a_deviation_it_is_within_a_millionth_and_never_negative()
    {
        foreach (float mean in Means)
        {
            var run = Run(mean, Deviations, GaussianDivergence.Forward);
            for (int i = 0; i < Deviations.Length; i++)
            {
                Precise m = (double)mean, s = (double)Deviations[i];
                string at = $"mean {mean:r}, deviation {Deviations[i]:r}: ";
                // A float cannot hold less than 1.4e-45.
                Truth.Holds(Truth.Divergence(m, s), run.Losses[i], Bound, 1.5e-45, at + "the divergence");
                Assert.True(run.Losses[i] >= 0, at + "negative");
                Truth.Holds(m, run.Gradients[0][i], 0, 0, at + "the slope in the mean");
                Truth.Holds(s - (Precise.One / s), run.Gradients[1][i], Bound, 0, at + "the slope in the deviation");
            }
        }
    }

    [Fact]
    public void From_a_log_deviation_it_is_within_a_millionth_and_finite_however_narrow_the_posterior()
    {
        foreach (float mean in Means)
        {
            var run = Run(mean, Logs, GaussianDivergence.ForwardOfLog);
            for (int i = 0; i < Logs.Length; i++)
            {
                string at = $"mean {mean:r}, log-deviation {Logs[i]:r}: ";
                Assert.True(run.Losses[i] >= 0, at + "negative");
                // e^1e30 is too large for any arithmetic.
                if (Logs[i] > 1e6f)
                {
                    Assert.Equal(float.PositiveInfinity, run.Losses[i]);
                    continue;
                }
                Precise m = (double)mean, log = (double)Logs[i];
                Truth.Holds(Truth.DivergenceOfLog(m, log), run.Losses[i], Bound, 1.5e-45, at + "the divergence");
                Truth.Holds(m, run.Gradients[0][i], 0, 0, at + "the slope in the mean");
                Truth.Holds(Precise.ExpMinusOne(2 * log), run.Gradients[1][i], Bound, 0, at + "the slope in the log-deviation");
            }
        }
    }

    [Fact]
    public void A_posterior_that_is_almost_the_prior_once_had_a_divergence_of_rounding_errors()
    {
        var run = Run(0, [1.000001f, 0.99999f], GaussianDivergence.Forward);
        // σ = 1 + f costs f² to begin with.
        Assert.Equal(Math.Pow(1.000001f - 1.0, 2), run.Losses[0], 1e-18);
        Assert.Equal(Math.Pow(0.99999f - 1.0, 2), run.Losses[1], 1e-15);
        Assert.Equal(0.5 * Math.Pow(1e-4f, 2), Run(1e-4f, [1], GaussianDivergence.Forward).Losses[0], 1e-15);
    }

    [Fact]
    public void A_log_variance_of_minus_ten_thousand_once_had_an_infinite_divergence_and_no_gradient()
    {
        var run = Run(0, [-5000], GaussianDivergence.ForwardOfLog);
        Assert.Equal((4999.5f, -1f), (run.Losses[0], run.Gradients[1][0]));
    }

    [Fact]
    public void An_infinite_deviation_once_gave_NaN() =>
        Assert.Equal(float.PositiveInfinity, Run(3, [float.PositiveInfinity], GaussianDivergence.Forward).Losses[0]);

    [Fact]
    public void A_NaN_stays_one()
    {
        Assert.True(float.IsNaN(Run(float.NaN, [1], GaussianDivergence.Forward).Losses[0]));
        Assert.True(float.IsNaN(Run(0, [float.NaN], GaussianDivergence.Forward).Losses[0]));
        Assert.True(float.IsNaN(Run(0, [float.NaN], GaussianDivergence.ForwardOfLog).Losses[0]));
    }

    [Fact]
    public void It_is_never_negative_nor_NaN_whatever_the_mean_and_the_log_variance()
    {
        var cases = Floats.Finite.SelectMany(mean => Floats.Finite.Select(log => (mean, log)));
        Prop.ForAll(cases.ToArbitrary(), c =>
        {
            float ofLog = Run(c.mean, [c.log], GaussianDivergence.ForwardOfLog).Losses[0];
            float ofDeviation = Run(c.mean, [Math.Abs(c.log)], GaussianDivergence.Forward).Losses[0];
            return ofLog >= 0 && ofDeviation >= 0;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    [Fact]
    public void Each_dimension_is_that_of_the_sum()
    {
        foreach (bool ofLog in new[] { false, true })
        {
            float[] second = ofLog ? Logs : Deviations;
            Func<Tape, Tensor, Tensor, Tensor> sum = ofLog ? GaussianDivergence.ForwardOfLog : GaussianDivergence.Forward;
            Func<Tape, Tensor, Tensor, Tensor> each = ofLog ? GaussianDivergence.ForwardOfLogPerDimension : GaussianDivergence.ForwardPerDimension;
            var (a, b) = (Run(0.3f, second, sum), Run(0.3f, second, each));
            Assert.Equal(a.Losses, b.Losses);
            Assert.Equal(a.Gradients[1], b.Gradients[1]);
        }
    }

    [Fact]
    public void The_logarithm_of_a_softplus_is_within_4e_7_where_the_softplus_itself_is_nothing()
    {
        float[] values = [0, -0f, 1e-30f, 1, -1, 5, -5, -7.9f, -8, -8.1f, -16, -87, -88, -100, -1e4f, -1e30f, -float.MaxValue, 20, 88, 1e4f, 1e30f];
        var run = new LaneRun(1, [values], (tape, x) => LogSoftplus.Forward(tape, x[0]));
        for (int i = 0; i < values.Length; i++)
        {
            Precise x = (double)values[i], softplus = Precise.Softplus(x);
            Precise log = values[i] < -1000 ? x : Precise.Log(softplus), slope = values[i] < -1000 ? 1 : Precise.Sigmoid(x) / softplus;
            Truth.Holds(log, run.Losses[i], 2e-7, 4e-7, $"ln softplus({values[i]:r})");
            Truth.Holds(slope, run.Gradients[0][i], 6e-7, 0, $"its slope at {values[i]:r}");
        }
    }

    [Fact]
    public void A_weight_of_nothing_leaves_out_what_is_infinite_and_hands_it_no_gradient()
    {
        float[] mean = [1e30f, 2], deviation = [0, 1], a = [3, 4];
        var run = new LaneRun(1, [a, mean, deviation], (tape, x) => WeightedSum.Forward(tape, x[0], GaussianDivergence.Forward(tape, x[1], x[2]), 0));
        Assert.Equal([3, 4], run.Losses);
        Assert.Equal([1, 1], run.Gradients[0]);
        Assert.Equal([0, 0], run.Gradients[1]);
        Assert.Equal([0, 0], run.Gradients[2]);
    }

    [Fact]
    public void Free_bits_and_a_capacity_count_the_smallest_and_largest_divergences()
    {
        float[] kl = [1e-30f, 0, 1e-45f, 3e38f, 0.5f, 1e-30f];
        var free = new LaneRun(2, [kl], (tape, x) => FreeBits.Forward(tape, x[0], 1e-3f));
        // Means of 1e38 and of 1/6: both count as they are.
        Assert.Equal([kl[0] + kl[1], kl[2] + kl[3], kl[4] + kl[5]], free.Losses);
        Assert.Equal([1, 1, 1, 1, 1, 1], free.Gradients[0]);
        var floored = new LaneRun(2, [[1e-30f, 0, 1e-45f, 0]], (tape, x) => FreeBits.Forward(tape, x[0], 1e-3f));
        Assert.Equal([2e-3f, 2e-3f], floored.Losses);
        Assert.Equal([0, 0, 0, 0], floored.Gradients[0]);
        var far = new LaneRun(1, [[3e38f, 3e38f, 1e-40f]], (tape, x) => BatchDistance.Forward(tape, x[0], 25));
        Assert.Equal([3e38f, 3e38f, -25], far.Losses);
        Assert.Equal([1, 1, 1], far.Gradients[0]);
    }

    private static LaneRun Run(float mean, float[] deviations, Func<Tape, Tensor, Tensor, Tensor> forward) =>
        new(1, [[.. deviations.Select(_ => mean)], deviations], (tape, x) => forward(tape, x[0], x[1]));
}
