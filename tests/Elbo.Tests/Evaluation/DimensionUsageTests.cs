using Elbo.Evaluation;
using Elbo.Tests.Figures;

namespace Elbo.Tests.Evaluation;

public sealed class DimensionUsageTests
{
    [Fact]
    public void Dimensions_are_ranked_by_their_divergence_over_all_examples()
    {
        using var vae = UntrainedModel.Of(6);
        // More than a slice.
        var data = UntrainedModel.Noise(2100);
        var told = new List<int>();
        var ranked = DimensionUsage.Ranked(vae, data, new Told(told));
        var codes = vae.Encode(data);
        double[] kl = LatentUsage.KlPerDimension(codes, 6);
        Assert.Equal(Enumerable.Range(0, 6).OrderByDescending(d => kl[d]), ranked.Select(each => each.Dimension));
        Assert.Equal([2048, 2100], told);
        foreach (var each in ranked)
        {
            Assert.Equal(kl[each.Dimension], each.Kl, 1e-9);
            double[] means = [.. Enumerable.Range(0, 2100).Select(i => (double)codes.Mean[(i * 6) + each.Dimension])];
            double centre = means.Average();
            Assert.Equal(means.Average(mean => (mean - centre) * (mean - centre)), each.MeanVariance, 1e-9);
        }
    }

    [Fact]
    public void A_dimension_is_active_above_a_hundredth()
    {
        Assert.False(new DimensionUsage(0, 5, 0.01).IsActive);
        Assert.True(new DimensionUsage(0, 5, 0.011).IsActive);
    }

    [Fact]
    public void No_examples_and_codes_that_are_not_finite_are_one_sentence()
    {
        using var vae = UntrainedModel.Of(2);
        Assert.Equal("noise is empty; there is nothing to encode.", Assert.Throws<ElboException>(() => DimensionUsage.Ranked(vae, UntrainedModel.Noise(0))).Message);
        vae.Store.All(Tensors.ParameterBlock.Weights).Fill(float.NaN);
        Assert.StartsWith("The codes of noise are not finite in dimension", Assert.Throws<ElboException>(() => DimensionUsage.Ranked(vae, UntrainedModel.Noise(5))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Ranking_can_be_cancelled()
    {
        using var vae = UntrainedModel.Of(2);
        Assert.Throws<OperationCanceledException>(() => DimensionUsage.Ranked(vae, UntrainedModel.Noise(5), cancellation: new CancellationToken(true)));
    }

    private sealed class Told(List<int> done) : IProgress<int>
    {
        public void Report(int value) => done.Add(value);
    }
}
