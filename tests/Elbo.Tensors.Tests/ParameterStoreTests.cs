using Elbo.Tensors.Optimisers;

namespace Elbo.Tensors.Tests;

public sealed class ParameterStoreTests
{
    [Fact]
    public void Statistics_lie_behind_all_trained_parameters_in_whatever_order_they_were_added()
    {
        using var store = new ParameterStore();
        Parameter mean = store.AddStatistic("mean", 33), w = store.Add("w", 5, 7), variance = store.AddStatistic("variance", 2), b = store.Add("b", 32);
        store.Allocate(training: true);
        Assert.Equal([mean, w, variance, b], store.Parameters);
        Assert.Equal([false, true, false, true], store.Parameters.Select(p => p.Trained));
        Assert.Equal((64 + 32, 64 + 32 + 64 + 32, 67L), (store.TrainedLength, store.Length, store.Count));
        Assert.Equal((0, 64, 96, 160), (w.Offset, b.Offset, mean.Offset, variance.Offset));
    }

    [Fact]
    public void Neither_Adam_nor_the_norm_touches_a_statistic()
    {
        using var pool = new WorkerPool(1);
        using var store = new ParameterStore();
        Parameter mean = store.AddStatistic("mean", 3), w = store.Add("w", 2);
        store.Allocate(training: true);
        store.Weights(mean).Fill(5);
        store.Gradients(mean).Fill(float.NaN);
        store.Gradients(w).Fill(3);
        Assert.Equal(Math.Sqrt(18), new GradientNorm().Compute(store, pool), 1e-6);
        Assert.Null(GradientNorm.Broken(store));
        new Adam().Update(store, pool, 1, 1e-3);
        Assert.Equal([5, 5, 5], store.Weights(mean).ToArray());
        Assert.Equal(0, store.Values(ParameterBlock.SecondMoments, mean)[0]);
    }
}
