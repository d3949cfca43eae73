using Elbo.Tensors.Ops;
using FsCheck;
using FsCheck.Fluent;

namespace Elbo.Tensors.Tests.Ops;

/// <summary>Losses and their gradients against 256-bit arithmetic where floats are at their ends, examples of all kinds in one batch of odd size.</summary>
public sealed class LossExtremesTests
{
    /// <summary>e^−|l| below this is flushed to zero.</summary>
    private const double Flushed = 1.3e-38;

    private static readonly float[] Logits =
    [
        0, -0f, 1.4e-45f, -1.4e-45f, 1e-40f, 1e-30f, -1e-30f, 1e-4f, -1e-4f, 0.5f, -0.5f, 1, -1, 5, -5, 16, -16, 17, -17, 20, -20, 50, -50,
        87, -87, 87.3f, -87.3f, 88, -88, 100, -100, 1e4f, -1e4f, 1e30f, -1e30f, float.MaxValue, -float.MaxValue,
    ];

    [Theory]
    [InlineData(0f)]
    [InlineData(1f)]
    [InlineData(0.5f)]
    [InlineData(0.3f)]
    [InlineData(1e-30f)]
    [InlineData(1.4e-45f)]
    [InlineData(0.99999994f)]
    public void A_Bernoulli_loss_is_within_3e_7_of_itself_and_never_negative(float target)
    {
        var run = Bernoulli(target, Logits);
        for (int i = 0; i < Logits.Length; i++)
        {
            string at = $"logit {Logits[i]:r}, target {target:r}: ";
            Truth.Holds(Truth.Bernoulli((double)Logits[i], (double)target), run.Losses[i], 3e-7, Flushed, at + "the loss");
            Assert.True(run.Losses[i] >= 0, at + "the loss is negative");
            // Of the larger of the two shares that the slope is the difference of.
            Precise other = Precise.Sigmoid(-Math.Abs((double)Logits[i])), own = Logits[i] >= 0 ? 1 - (double)target : (double)target;
            double bound = target is 0 or 1 && own.IsZero ? 0 : 3e-7 * (double)Precise.Max(own, other);
            Truth.Holds(Truth.BernoulliSlope((double)Logits[i], (double)target), run.Gradients[0][i], 3e-7, bound + Flushed, at + "the slope");
        }
    }

    [Fact]
    public void A_pixel_that_is_right_by_logit_20_once_had_no_gradient()
    {
        var run = Bernoulli(1, [20, 60]);
        Assert.Equal(-2.0611537e-9, run.Gradients[0][0], 1e-15);
        Assert.Equal(-8.75651076e-27, run.Gradients[0][1], 1e-32);
    }

    [Theory]
    [InlineData(-1f)]
    [InlineData(2f)]
    [InlineData(100f)]
    public void Targets_outside_of_0_to_1_give_what_the_formula_gives(float target)
    {
        float[] logits = [.. Logits.Where(l => Math.Abs(l) <= 1e30f)];
        var run = Bernoulli(target, logits);
        for (int i = 0; i < logits.Length; i++)
        {
            double size = 3e-7 * ((Math.Abs(target) + 1) * Math.Abs((double)logits[i]));
            Truth.Holds(Truth.Bernoulli((double)logits[i], (double)target), run.Losses[i], 3e-7, size, $"logit {logits[i]:r}, target {target}");
            Truth.Holds(Truth.BernoulliSlope((double)logits[i], (double)target), run.Gradients[0][i], 3e-7, Flushed, $"slope at logit {logits[i]:r}, target {target}");
        }
    }

    [Fact]
    public void A_Bernoulli_loss_of_finite_logits_is_never_negative_nor_NaN()
    {
        var cases = Floats.Finite.SelectMany(logit => Gen.Choose(0, 1 << 24).Select(x => (logit, Target: x / (float)(1 << 24))));
        Prop.ForAll(cases.ToArbitrary(), c =>
        {
            var run = Bernoulli(c.Target, [c.logit]);
            return run.Losses[0] >= 0 && float.IsFinite(run.Losses[0]) && Math.Abs(run.Gradients[0][0]) <= 1;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    [Fact]
    public void A_squared_error_is_within_4_ulp_or_infinite()
    {
        float[] values = [0, -0f, 1, -1, 1e-45f, 1e-30f, -1e-30f, 1e-19f, 3e-20f, 1e4f, 1e15f, -1.8e19f, 1e30f, -1e30f, float.MaxValue, 0.5f, 2];
        foreach (float target in new[] { 0, 1, 0.5f, 1e-30f, -2, 1e30f })
        {
            var run = new LaneRun(1, [values, [.. values.Select(_ => target)]], (tape, x) => SquaredErrorLoss.Forward(tape, x[0], x[1]));
            for (int i = 0; i < values.Length; i++)
            {
                Precise apart = (Precise)(double)values[i] - (double)target;
                Truth.Holds(apart * apart, run.Losses[i], 2.4e-7, 1.5e-45, $"({values[i]:r} − {target:r})²");
                Truth.Holds(2 * apart, run.Gradients[0][i], 1.2e-7, 0, $"slope of ({values[i]:r} − {target:r})²");
            }
        }
    }

    [Theory]
    [InlineData(783)]
    [InlineData(6912)]
    public void A_sum_over_many_values_is_within_2e_6(int features)
    {
        float[] logits = TapeRun.Fill(new float[3 * features], new Philox(5, 1, 0), -30, 30), targets = TapeRun.Fill(new float[3 * features], new Philox(5, 2, 0), 0, 1);
        // One example black, one white.
        Array.Fill(targets, 0, 0, features);
        Array.Fill(targets, 1, features, features);
        var run = new LaneRun(features, [logits, targets], (tape, x) => BernoulliLoss.Forward(tape, x[0], x[1]));
        for (int example = 0; example < 3; example++)
        {
            Precise sum = 0;
            for (int i = example * features; i < (example + 1) * features; i++) sum += Naive(logits[i], targets[i]);
            Truth.Holds(sum, run.Losses[example], 2e-6, 0, $"example {example}");
        }

        // A double is as good as exact here.
        static double Naive(double logit, double x) => Math.Max(logit, 0) - (logit * x) + Math.Log(1 + Math.Exp(-Math.Abs(logit)));
    }

    [Fact]
    public void A_softmax_loss_is_within_1e_6_of_itself_or_2e_7_nats()
    {
        float max = 1.6e38f;
        float[][] logits =
        [
            [0, 0, 0, 0], [1e4f, 1e4f, 1e4f, 1e4f], [1e4f, -1e4f, 0, 5], [1e30f, -1e30f, 0, 1], [max, -max, 0, 1], [-max, -max, -max, -max],
            [1e-30f, -1e-30f, 1e-45f, -0f], [20, 0, 0, 0], [-20, 0, 0, 0], [88, -88, 87, 1], [3, 2, 1, 0], [1000, 999, 998.5f, -1000],
        ];
        foreach (float[] target in new float[][] { [1, 0, 0, 0], [0, 0, 0, 1], [0.25f, 0.25f, 0.25f, 0.25f], [0, 0.5f, 0.5f, 0] })
        {
            var run = new LaneRun(4, [[.. logits.SelectMany(row => row)], [.. logits.SelectMany(_ => target)]], (tape, x) => SoftmaxLoss.Forward(tape, x[0], x[1]));
            for (int row = 0; row < logits.Length; row++)
            {
                Precise[] exact = [.. logits[row].Select(l => (Precise)(double)l)];
                Precise log = Truth.LogSumExp(exact), loss = 0;
                for (int c = 0; c < 4; c++)
                {
                    loss += (double)target[c] * (log - exact[c]);
                    Precise slope = Precise.Exp(exact[c] - log) - (double)target[c];
                    Truth.Holds(slope, run.Gradients[0][(row * 4) + c], 1e-6, 2e-7, $"slope {c} of row {row}");
                }
                Truth.Holds(loss, run.Losses[row], 1e-6, 2e-7, $"loss of row {row}, target {string.Join(' ', target)}");
            }
        }
    }

    [Fact]
    public void A_class_infinitely_far_from_the_target_s_once_made_a_softmax_loss_NaN()
    {
        float max = float.MaxValue;
        var run = new LaneRun(3, [[max, -max, 0], [1, 0, 0]], (tape, x) => SoftmaxLoss.Forward(tape, x[0], x[1]));
        Assert.Equal([0], run.Losses);
        Assert.Equal([0, 0, 0], run.Gradients[0]);
    }

    [Fact]
    public void A_softmax_loss_does_not_change_when_all_logits_move_together()
    {
        // Whole numbers, so that moving rounds nothing.
        var cases = Gen.Choose(-1000, 1000).ListOf(5).SelectMany(l => Gen.Choose(-1_000_000, 1_000_000).Select(shift => (l, shift)));
        Prop.ForAll(cases.ToArbitrary(), c =>
        {
            float[] still = [.. c.l.Select(l => (float)l)], moved = [.. c.l.Select(l => (float)(l + c.shift))], target = [0, 1, 0, 0, 0];
            return Run(still).SequenceEqual(Run(moved));

            float[] Run(float[] logits)
            {
                var run = new LaneRun(5, [logits, target], (tape, x) => SoftmaxLoss.Forward(tape, x[0], x[1]));
                return [.. run.Losses, .. run.Gradients[0]];
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(100));
    }

    private static LaneRun Bernoulli(float target, float[] logits) =>
        new(1, [logits, [.. logits.Select(_ => target)]], (tape, x) => BernoulliLoss.Forward(tape, x[0], x[1]));
}
