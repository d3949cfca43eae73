using Elbo.Objectives;
using Elbo.Recipes;

namespace Elbo.Tests.Objectives;

public sealed class KlWeightTests
{
    [Fact]
    public void Without_annealing_the_weight_is_beta_from_the_first_step() =>
        Assert.All([0L, 1, 9999, long.MaxValue], step => Assert.Equal(4, new KlWeight(4, new()).At(step)));

    [Fact]
    public void A_linear_rise_begins_at_nothing_and_ends_at_beta()
    {
        var weight = new KlWeight(4, new() { Kind = AnnealingKind.Linear, Steps = 200 });
        Assert.Equal([0, 0.02, 2, 3.98, 4, 4, 4], new[] { 0L, 1, 100, 199, 200, 201, long.MaxValue }.Select(weight.At));
    }

    [Fact]
    public void Each_cycle_rises_anew_rests_at_beta_and_the_last_is_followed_by_rest()
    {
        // Cycles of 25 steps, of which half rise: the published schedule's shape.
        var weight = new KlWeight(2, new() { Kind = AnnealingKind.Cyclical, Steps = 100, Cycles = 4, Proportion = 0.5 });
        for (int cycle = 0; cycle < 4; cycle++)
        {
            Assert.Equal(0, weight.At(25 * cycle));
            Assert.Equal(2 * 10 / 12.5, weight.At((25 * cycle) + 10), 12);
            Assert.All(Enumerable.Range(13, 12), into => Assert.Equal(2, weight.At((25 * cycle) + into)));
        }
        Assert.All([100L, 101, 125, 1_000_000], step => Assert.Equal(2, weight.At(step)));
        Assert.Equal(2, weight.Full);
    }

    [Fact]
    public void Cycles_that_do_not_divide_the_steps_do_not_drift()
    {
        var weight = new KlWeight(1, new() { Kind = AnnealingKind.Cyclical, Steps = 1000, Cycles = 7, Proportion = 1 });
        int starts = Enumerable.Range(1, 999).Count(step => weight.At(step) < weight.At(step - 1));
        Assert.Equal(6, starts);
        Assert.All(Enumerable.Range(0, 1000), step => Assert.Equal(step * 7 % 1000 / 1000.0, weight.At(step), 12));
    }
}
