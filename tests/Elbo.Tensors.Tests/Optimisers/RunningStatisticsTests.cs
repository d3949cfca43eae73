using Elbo.Tensors.Optimisers;

namespace Elbo.Tensors.Tests.Optimisers;

public sealed class RunningStatisticsTests
{
    [Fact]
    public void A_batch_moves_the_running_statistic_by_a_tenth_once()
    {
        using var store = new ParameterStore();
        Parameter mean = store.AddStatistic("mean", 2), unused = store.AddStatistic("unused", 1), w = store.Add("w", 1);
        store.Allocate(training: true);
        store.Weights(mean).Fill(1);
        store.Weights(unused).Fill(7);
        store.Weights(w).Fill(9);
        store.Gradients(mean)[0] = 3;
        store.Gradients(mean)[1] = float.PositiveInfinity;
        mean.HasGradient = w.HasGradient = true;
        RunningStatistics.Update(store);
        RunningStatistics.Update(store);
        Assert.Equal([1.2f, 1], store.Weights(mean).ToArray());
        Assert.Equal([7], store.Weights(unused).ToArray());
        Assert.Equal([9], store.Weights(w).ToArray());
    }
}
