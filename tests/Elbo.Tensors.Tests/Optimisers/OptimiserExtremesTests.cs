using Elbo.Tensors.Optimisers;

namespace Elbo.Tensors.Tests.Optimisers;

/// <summary>Norms, clipping, Adam and schedules at the ends of what a float holds.</summary>
public sealed class OptimiserExtremesTests
{
    [Theory]
    [InlineData(1e30f)]
    [InlineData(float.MaxValue)]
    [InlineData(2e19f)]
    [InlineData(1e-25f)]
    [InlineData(1e-40f)]
    [InlineData(1.4e-45f)]
    public void The_norm_of_gradients_whose_squares_no_float_holds_is_right(float each)
    {
        using var pool = new WorkerPool(2);
        using var store = Store(10_000);
        store.Gradients(store.Parameters[0]).Fill(each);
        double norm = new GradientNorm().Compute(store, pool);
        Assert.Equal(100 * (double)each, norm, 1e-12 * norm);
        Assert.Null(GradientNorm.Broken(store));
    }

    [Fact]
    public void A_norm_of_zero_is_zero()
    {
        using var pool = new WorkerPool(2);
        using var store = Store(10_000);
        Assert.Equal(0, new GradientNorm().Compute(store, pool));
    }

    [Fact]
    public void A_clipped_gradient_of_1e30_moves_a_weight_like_any_other()
    {
        using var pool = new WorkerPool(1);
        using ParameterStore huge = Store(4), usual = Store(4);
        huge.Gradients(huge.Parameters[0]).Fill(1e30f);
        usual.Gradients(usual.Parameters[0]).Fill(0.5f);
        new Adam().Update(huge, pool, 1, 1e-3, 1 / new GradientNorm().Compute(huge, pool));
        new Adam().Update(usual, pool, 1, 1e-3);
        for (int i = 0; i < 4; i++) Assert.Equal(usual.Weights(usual.Parameters[0])[i], huge.Weights(huge.Parameters[0])[i], 1e-9f);
        Assert.Equal(-1e-3f, huge.Weights(huge.Parameters[0])[0], 1e-9f);
    }

    [Fact]
    public void The_largest_gradient_Adam_is_said_to_take_leaves_everything_finite()
    {
        using var pool = new WorkerPool(1);
        using var store = Store(3);
        var adam = new Adam(0.9, 0.999, 1e-30);
        for (int step = 1; step <= 500; step++)
        {
            store.Gradients(store.Parameters[0]).Fill((float)Adam.LargestGradient);
            adam.Update(store, pool, step, 10);
        }
        Assert.Equal(-5000, store.Weights(store.Parameters[0])[0], 5f);
        Assert.True(float.IsFinite(store.Values(ParameterBlock.SecondMoments, store.Parameters[0])[0]));
    }

    [Fact]
    public void Ten_thousand_gradients_of_zero_or_denormal_after_a_large_one_leave_a_weight_finite_and_at_rest()
    {
        using var pool = new WorkerPool(1);
        foreach (float then in new[] { 0, -0f, 1.4e-45f, 1e-40f })
        {
            using var store = Store(3);
            var weight = store.Parameters[0];
            for (int step = 1; step <= 10_000; step++)
            {
                store.Gradients(weight).Fill(step == 1 ? 100 : then);
                new Adam().Update(store, pool, step, 1e-3);
            }
            float rest = store.Weights(weight)[0];
            for (int step = 10_001; step <= 10_100; step++)
            {
                store.Gradients(weight).Fill(then);
                new Adam().Update(store, pool, step, 1e-3);
            }
            Assert.Equal(rest, store.Weights(weight)[0]);
            Assert.InRange(rest, -0.02f, -1e-3f);
            // Once it stayed at 5.6e-45 for ever, which made every update of it slow.
            Assert.Equal(0, store.Values(ParameterBlock.FirstMoments, weight)[0]);
        }
    }

    [Fact]
    public void The_smallest_and_largest_constants_that_recipes_allow_move_weights_by_finite_numbers()
    {
        using var pool = new WorkerPool(1);
        foreach (var adam in new[] { new Adam(0, 0, 1e-30), new Adam(0.999999999, 0.9999999999, 1e-30), new Adam(0.9, 0.999, 1e30), new Adam(0.99, 0) })
        {
            using var store = Store(2);
            var weight = store.Parameters[0];
            for (int step = 1; step <= 50; step++)
            {
                store.Gradients(weight)[0] = step % 3 == 0 ? 0 : 1e-30f;
                store.Gradients(weight)[1] = 0;
                adam.Update(store, pool, step, 1e6);
            }
            Assert.True(float.IsFinite(store.Weights(weight)[0]), $"{adam}");
            Assert.Equal(0, store.Weights(weight)[1]);
        }
    }

    [Fact]
    public void A_rate_at_the_first_and_at_the_last_step_there_is()
    {
        var (stairs, smooth, none) = (new ExponentialDecay(0.96, 2000, true), new ExponentialDecay(0.96, 2000, false), new ExponentialDecay(1, 1, true));
        Assert.Equal((1e-3, 1e-3, 1e-3), (stairs.At(1e-3, 0), smooth.At(1e-3, 0), none.At(1e-3, 0)));
        Assert.Equal(1e-3, stairs.At(1e-3, 1999));
        Assert.Equal(0.96e-3, stairs.At(1e-3, 2000), 1e-18);
        Assert.Equal((0, 0, 1e-3), (stairs.At(1e-3, long.MaxValue), smooth.At(1e-3, long.MaxValue), none.At(1e-3, long.MaxValue)));
        Assert.Equal(0, new ExponentialDecay(double.Epsilon, 1, false).At(1e6, 3));
    }

    private static ParameterStore Store(int length)
    {
        var store = new ParameterStore();
        store.Add("w", length);
        store.Allocate(training: true);
        return store;
    }
}
