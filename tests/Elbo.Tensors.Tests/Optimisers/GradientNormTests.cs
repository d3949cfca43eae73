using Elbo.Tensors.Kernels;
using Elbo.Tensors.Optimisers;

namespace Elbo.Tensors.Tests.Optimisers;

public sealed class GradientNormTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(31)]
    [InlineData(8192)]
    [InlineData(8193)]
    [InlineData(40_001)]
    public void The_norm_is_the_twin_s_over_all_parameters(int length)
    {
        using var pool = new WorkerPool(3);
        using var store = new ParameterStore();
        var (a, b) = (store.Add("a", length), store.Add("b", 5));
        store.Allocate(training: true);
        TapeRun.Fill(new float[length], new Philox(1, 2, 3), -2, 1).CopyTo(store.Gradients(a));
        store.Gradients(b).Fill(3);
        double[] all = [.. TwinRun.Widen(store.Gradients(a).ToArray()), 3, 3, 3, 3, 3];
        double expected = Naive.Norm(all);
        Assert.Equal(expected, new GradientNorm().Compute(store, pool), 1e-6 * expected);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void A_broken_gradient_breaks_the_norm_and_is_named(float broken)
    {
        using var pool = new WorkerPool(2);
        using var store = new ParameterStore();
        var (a, b) = (store.Add("a", 100), store.Add("b", 20_000));
        store.Allocate(training: true);
        var norm = new GradientNorm();
        Assert.Equal(0, norm.Compute(store, pool));
        Assert.Null(GradientNorm.Broken(store));
        store.Gradients(b)[19_999] = broken;
        Assert.False(double.IsFinite(norm.Compute(store, pool)));
        Assert.Same(b, GradientNorm.Broken(store));
        store.Gradients(a)[3] = broken;
        Assert.Same(b, GradientNorm.Broken(store));
        store.Gradients(b)[19_999] = 1;
        Assert.Same(a, GradientNorm.Broken(store));
    }
}
