using Elbo.Reports;

namespace Elbo.Tests.Reports;

public sealed class ShownTests
{
    [Fact]
    public void Numbers_have_a_true_minus_and_thousands_apart()
    {
        Assert.Equal("−1,234.50", Shown.Number(-1234.5, 2));
        Assert.Equal("not finite", Shown.Number(double.NaN, 2));
        Assert.Equal(["0.01235", "12.35", "12,346", "−1.235E−05"], new[] { 0.0123456, 12.3456, 12345.6, -1.23456e-5 }.Select(Shown.Short));
    }

    [Fact]
    public void Durations_have_the_units_that_fit() =>
        Assert.Equal(["0.5 s", "59 s", "1 min 1 s", "2 h 5 min"], new[] { 0.5, 59.2, 61.9, 7535 }.Select(Shown.Duration));

    [Fact]
    public void Counts_and_lists_read_as_words()
    {
        Assert.Equal(["1 picture", "10,000 pictures"], new[] { 1, 10000 }.Select(n => Shown.Count(n, "picture")));
        Assert.Equal(["", "3", "3 and 4", "0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 3 more"], new[] { Shown.List([]), Shown.List([3]), Shown.List([3, 4]), Shown.List([.. Enumerable.Range(0, 15)]) });
    }
}
