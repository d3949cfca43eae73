using Elbo.Tensors.Kernels;
using Elbo.Tensors.Optimisers;

namespace Elbo.Tensors.Tests.Optimisers;

public sealed class AdamTests
{
    [Theory]
    [InlineData(0.9, 0.999, 1e-8)]
    [InlineData(0.5, 0.9, 1e-3)]
    public void Updates_match_a_plain_loop_in_double(double beta1, double beta2, double epsilon)
    {
        using var pool = new WorkerPool(3);
        using var store = new ParameterStore();
        var parameters = new[] { store.Add("a", 3, 7), store.Add("b", 1), store.Add("c", 9001), store.Add("d", 8192) };
        store.Allocate(training: true);
        var twins = parameters.Select(p => (W: new double[p.Length], M: new double[p.Length], V: new double[p.Length])).ToArray();
        var adam = new Adam(beta1, beta2, epsilon);
        for (int step = 1; step <= 12; step++)
        {
            for (int i = 0; i < parameters.Length; i++)
            {
                // Of very different sizes, zeros among them; the optimiser sees twice the clipped gradient.
                var g = store.Gradients(parameters[i]);
                for (int j = 0; j < g.Length; j++)
                    g[j] = j % 5 == 0 ? 0 : (new Philox(1, (uint)i, (uint)step).Uniform((ulong)j) - 0.5f) * MathF.Pow(10, -(j % 7));
                Naive.Adam(twins[i].W, [.. g.ToArray().Select(v => v * 0.5)], twins[i].M, twins[i].V, beta1, beta2, epsilon, step, 1e-2);
            }
            adam.Update(store, pool, step, 1e-2, gradientScale: 0.5);
        }
        for (int i = 0; i < parameters.Length; i++)
        {
            Near.Equal(twins[i].W, store.Weights(parameters[i]).ToArray(), 2e-6, "weight");
            Near.Equal(twins[i].M, store.Values(ParameterBlock.FirstMoments, parameters[i]).ToArray(), 1e-6, "first moment");
            Near.Equal(twins[i].V, store.Values(ParameterBlock.SecondMoments, parameters[i]).ToArray(), 1e-6, "second moment");
        }
    }

    [Fact]
    public void The_first_step_was_once_short_because_one_minus_beta_was_taken_in_float()
    {
        using var pool = new WorkerPool(1);
        using var store = new ParameterStore();
        var w = store.Add("w", 1);
        store.Allocate(training: true);
        store.Gradients(w)[0] = 0.3f;
        new Adam().Update(store, pool, 1, 1);
        Assert.Equal(-1, store.Weights(w)[0], 1e-6f);
    }

    [Fact]
    public void Steps_count_from_one()
    {
        using var pool = new WorkerPool(1);
        using var store = new ParameterStore();
        store.Allocate(training: true);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Adam().Update(store, pool, 0, 1e-3));
        new Adam().Update(store, pool, 1, 1e-3);
    }
}
