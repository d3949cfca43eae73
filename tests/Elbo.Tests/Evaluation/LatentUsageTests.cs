using Elbo.Evaluation;

namespace Elbo.Tests.Evaluation;

public sealed class LatentUsageTests
{
    [Fact]
    public void Divergence_and_variance_of_each_dimension_are_those_of_the_codes()
    {
        // Three codes of four dimensions: collapsed, one that moves, one that stays off zero, one that barely moves.
        float[] mean = [0, 1, 3, 0.1f, 0, -2, 3, 0, 0, 4, 3, -0.1f], deviation = [1, 0.5f, 0.1f, 1, 1, 0.5f, 0.1f, 1, 1, 0.5f, 0.1f, 1];
        double[] kl = LatentUsage.KlPerDimension(new(mean, deviation), 4), variance = LatentUsage.MeanVariance(new(mean, deviation), 4);
        double[] expected = [0, (0.5 * (7 + 0.25 - 1)) + Math.Log(2), (0.5 * (9 + 0.01 - 1)) + Math.Log(10), 0.5 * 0.02 / 3];
        for (int d = 0; d < 4; d++) Assert.Equal(expected[d], kl[d], 1e-6);
        expected = [0, 6, 0, 0.02 / 3];
        for (int d = 0; d < 4; d++) Assert.Equal(expected[d], variance[d], 1e-6);
    }

    [Fact]
    public void Units_are_active_above_a_hundredth_and_a_single_image_has_none()
    {
        Assert.Equal(2, Evaluation([0.0100001, 0.01, 0, 1.2, double.NaN]).ActiveUnits);
        Assert.Equal([0.0, 0.0], LatentUsage.MeanVariance(new([2, -1], [1, 1]), 2));
    }

    private static ModelEvaluation Evaluation(double[] variance) => new()
    {
        Split = "test", Data = "none", Estimate = new(1, 2, 3, 4), StandardError = 0, KlPerDimension = [], MeanVariance = variance, LikelihoodConstant = 0,
    };
}
