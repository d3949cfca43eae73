using Elbo.Evaluation;

namespace Elbo.Tests.Evaluation;

public sealed class RankedScoresTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 20)]
    [InlineData(2.5, 60)]
    [InlineData(2, 60)]
    [InlineData(9, 100)]
    public void A_percentile_counts_the_scores_that_are_not_higher(double score, double expected) =>
        Assert.Equal(expected, new RankedScores([4, 1, 2, 2, 5]).Percentile(score));

    [Fact]
    public void The_area_is_one_half_by_chance_and_one_where_all_are_told_apart()
    {
        Assert.Equal(1, RankedScores.RocArea([1, 2, 3, 4], [false, false, true, true]));
        Assert.Equal(0, RankedScores.RocArea([4, 3, 2, 1], [false, false, true, true]));
        Assert.Equal(0.5, RankedScores.RocArea([7, 7, 7, 7], [false, true, false, true]));
        Assert.Equal(0.75, RankedScores.RocArea([1, 3, 2, 4], [false, false, true, true]));
    }

    [Fact]
    public void An_area_needs_both_kinds()
    {
        Assert.Throws<ElboException>(() => RankedScores.RocArea([1, 2], [true, true]));
        Assert.Throws<ElboException>(() => RankedScores.RocArea([1, 2], [false, false]));
    }
}
