using Elbo.Networks;
using Elbo.Recipes;
using Elbo.Tensors;

namespace Elbo.Tests.Networks;

public sealed class InitialiserTests
{
    private const int Inputs = 300, Outputs = 100;

    [Theory]
    [InlineData(InitialiserKind.XavierUniform, 1, 0.0707107, 0.1224745)]
    [InlineData(InitialiserKind.XavierUniform, 2, 0.1414214, 0.2449490)]
    [InlineData(InitialiserKind.HeUniform, 1, 0.0816497, 0.1414214)]
    [InlineData(InitialiserKind.Pytorch, 1, 0.0333333, 0.0577350)]
    [InlineData(InitialiserKind.XavierNormal, 1, 0.0707107, null)]
    [InlineData(InitialiserKind.HeNormal, 1, 0.0816497, null)]
    [InlineData(InitialiserKind.HeNormal, 0.5, 0.0408248, null)]
    [InlineData(InitialiserKind.TruncatedNormal, 0.01, 0.0087963, 0.02)]
    public void Weights_have_the_deviation_and_bounds_that_the_papers_give(InitialiserKind kind, double scale, double deviation, double? bound)
    {
        var (weights, _) = Draw(kind, scale, new Philox(5, 1, 0));
        Assert.InRange(weights.Average(), -0.02 * deviation, 0.02 * deviation);
        double measured = Math.Sqrt(weights.Average(w => (double)w * w));
        Assert.InRange(measured / deviation, 0.98, 1.02);
        double largest = weights.Max(Math.Abs);
        if (bound is { } b) Assert.InRange(largest / b, 0.99, 1.000001);
        else Assert.InRange(largest / deviation, 3.5, 6);
    }

    [Theory]
    [InlineData(InitialiserKind.XavierUniform, 0)]
    [InlineData(InitialiserKind.HeNormal, 0)]
    [InlineData(InitialiserKind.TruncatedNormal, 0)]
    [InlineData(InitialiserKind.Pytorch, 0.0333333)]
    public void Biases_are_zero_but_for_PyTorch_s(InitialiserKind kind, double deviation)
    {
        var (_, biases) = Draw(kind, kind == InitialiserKind.TruncatedNormal ? 0.01 : 1, new Philox(5, 1, 0));
        double measured = Math.Sqrt(biases.Average(w => (double)w * w));
        Assert.InRange(measured, 0.8 * deviation, 1.2 * deviation);
    }

    [Fact]
    public void Every_layer_draws_numbers_of_its_own_and_the_same_seed_draws_the_same()
    {
        var shape = new Shape(1, 10, 10);
        var recipe = RecipeBook.Get("digits").With(["model.encoder.*.units=64", "model.decoder.*.units=64", "model.initialiser=pytorch"]);
        float[][] all = Weights(1), same = Weights(1), other = Weights(2);
        for (int i = 0; i < all.Length; i++)
        {
            Assert.Equal(all[i], same[i]);
            Assert.NotEqual(all[i], other[i]);
            for (int j = 0; j < i; j++) Assert.InRange(Math.Abs(Correlation(all[i], all[j])), 0, 0.5);
        }

        float[][] Weights(ulong seed)
        {
            using var store = new ParameterStore();
            var graph = new VaeGraph(recipe, shape, store);
            store.Allocate(training: false);
            graph.Initialise(store, seed);
            return [.. store.Parameters.Where(p => p.Length >= 64).Select(p => store.Weights(p).ToArray())];
        }
    }

    private static double Correlation(float[] a, float[] b)
    {
        double ab = 0, aa = 0, bb = 0;
        for (int i = 0; i < Math.Min(a.Length, b.Length); i++) (ab, aa, bb) = (ab + (a[i] * b[i]), aa + (a[i] * a[i]), bb + (b[i] * b[i]));
        return ab / Math.Sqrt(aa * bb);
    }

    private static (float[] Weights, float[] Biases) Draw(InitialiserKind kind, double scale, Philox key)
    {
        using var store = new ParameterStore();
        Parameter weight = store.Add("w", Outputs, Inputs), bias = store.Add("b", Outputs);
        store.Allocate(training: false);
        Initialiser.Fill(store, weight, bias, (Inputs, Outputs), new ModelOptions { Initialiser = kind, InitialiserScale = scale }, key);
        return (store.Weights(weight).ToArray(), store.Weights(bias).ToArray());
    }
}
