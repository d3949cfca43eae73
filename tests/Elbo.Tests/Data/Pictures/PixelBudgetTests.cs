using Elbo.Data.Pictures;

namespace Elbo.Tests.Data.Pictures;

public sealed class PixelBudgetTests
{
    [Fact]
    public void The_pixels_in_work_never_exceed_the_budget_and_everything_is_done()
    {
        var budget = new PixelBudget(100);
        long inWork = 0, most = 0, done = 0;
        var threads = Enumerable.Range(0, 8).Select(t => new Thread(() =>
        {
            for (int i = 0; i < 50; i++)
            {
                long pixels = ((t * 50) + i) % 9 == 0 ? 5000 : ((t * 13) + (i * 7)) % 60; // some exceed it alone
                budget.With(pixels, () =>
                {
                    long now = Interlocked.Add(ref inWork, Math.Min(pixels, 100));
                    InterlockedMax(ref most, now);
                    Thread.Yield();
                    Interlocked.Add(ref inWork, -Math.Min(pixels, 100));
                    Interlocked.Increment(ref done);
                });
            }
        })).ToArray();
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) Assert.True(thread.Join(TimeSpan.FromSeconds(60)));
        Assert.Equal(400, done);
        Assert.InRange(most, 1, 100);
    }

    [Fact]
    public void What_fails_gives_its_share_back()
    {
        var budget = new PixelBudget(10);
        Assert.Throws<InvalidDataException>(() => budget.With(10, () => throw new InvalidDataException()));
        bool done = false;
        budget.With(10, () => done = true);
        Assert.True(done);
    }

    private static void InterlockedMax(ref long most, long value)
    {
        long seen;
        while (value > (seen = Interlocked.Read(ref most)) && Interlocked.CompareExchange(ref most, value, seen) != seen) { }
    }
}
