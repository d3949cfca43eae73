using Elbo.Evaluation;

namespace Elbo.Tests.Evaluation;

public sealed class RocAreaTests
{
    [Fact]
    public void The_area_is_one_half_by_chance_and_one_where_all_are_told_apart()
    {
        Assert.Equal(1, RocArea.OfBounds([4, 3, 2, 1], [false, false, true, true]));
        Assert.Equal(0, RocArea.OfBounds([1, 2, 3, 4], [false, false, true, true]));
        Assert.Equal(0.5, RocArea.OfBounds([7, 7, 7, 7], [false, true, false, true]));
        Assert.Equal(0.75, RocArea.OfBounds([-1, -3, -2, -4], [false, false, true, true]));
    }

    [Fact]
    public void An_overflow_is_the_most_unusual_and_no_number_is_refused()
    {
        Assert.Equal(1, RocArea.OfBounds([-5, -6, double.NegativeInfinity], [false, false, true]));
        Assert.Throws<ArgumentException>(() => RocArea.OfBounds([1, double.NaN], [false, true]));
    }

    [Fact]
    public void An_area_needs_both_kinds()
    {
        Assert.Throws<ElboException>(() => RocArea.OfBounds([1, 2], [true, true]));
        Assert.Throws<ElboException>(() => RocArea.OfBounds([1, 2], [false, false]));
    }
}
