using Elbo.Explorer.Export;
using Elbo.Tensors;

namespace Elbo.Explorer.Tests.Export;

public sealed class WeightTensorTests
{
    [Theory]
    [InlineData(1f)]
    [InlineData(3e7f)]
    [InlineData(5e-9f)]
    [InlineData(1e38f)]
    public void Weights_of_any_size_keep_eleven_bits(float size)
    {
        using var store = new ParameterStore();
        var parameter = store.Add("weight", 1000);
        store.Allocate(training: false);
        var weights = store.Weights(parameter);
        new Philox(1, 2, 3).Normals(weights);
        foreach (ref float weight in weights) weight *= size / 4;
        var halves = new Half[1000];
        var tensor = new WeightTensor(store, parameter);
        tensor.Read(0, halves);
        for (int i = 0; i < halves.Length; i++)
            Assert.Equal(1, (double)halves[i] * Math.Pow(2, tensor.Exponent) / weights[i], 1.0 / 2048);
    }

    [Fact]
    public void Ties_are_rounded_to_even()
    {
        using var store = new ParameterStore();
        var parameter = store.Add("weight", 3);
        store.Allocate(training: false);
        // The largest has the exponent 14, where neighbouring halves are 16 apart.
        float[] given = [16384, 16384 + 8, 16384 + 24];
        given.CopyTo(store.Weights(parameter));
        var halves = new Half[3];
        var tensor = new WeightTensor(store, parameter);
        tensor.Read(0, halves);
        Assert.Equal(0, tensor.Exponent);
        Assert.Equal([(Half)16384, (Half)16384, (Half)(16384 + 32)], halves);
    }

    [Fact]
    public void Weights_that_are_all_zero_stay_so()
    {
        using var store = new ParameterStore();
        var parameter = store.Add("weight", 4);
        store.Allocate(training: false);
        var halves = new Half[4];
        new WeightTensor(store, parameter).Read(0, halves);
        Assert.All(halves, half => Assert.Equal((Half)0, half));
    }
}
