using Elbo.Evaluation;

namespace Elbo.Tests.Evaluation;

public sealed class RocAreaTests
{
    [Fact]
    public void The_area_is_one_half_by_chance_and_one_where_all_are_told_apart()
    {
        Assert.Equal(1, RocArea.Of([1, 2, 3, 4], [false, false, true, true]));
        Assert.Equal(0, RocArea.Of([4, 3, 2, 1], [false, false, true, true]));
        Assert.Equal(0.5, RocArea.Of([7, 7, 7, 7], [false, true, false, true]));
        Assert.Equal(0.75, RocArea.Of([1, 3, 2, 4], [false, false, true, true]));
    }

    [Fact]
    public void An_area_needs_both_kinds()
    {
        Assert.Throws<ElboException>(() => RocArea.Of([1, 2], [true, true]));
        Assert.Throws<ElboException>(() => RocArea.Of([1, 2], [false, false]));
    }
}
