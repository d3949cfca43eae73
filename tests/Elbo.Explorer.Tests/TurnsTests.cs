using Elbo.Explorer.Requests;

namespace Elbo.Explorer.Tests;

public sealed class TurnsTests
{
    [Fact]
    public async Task One_works_one_waits_and_a_third_is_sent_away()
    {
        using var turns = new Turns(1, 1);
        var first = await turns.Take(default);
        var second = turns.Take(default).AsTask();
        Assert.Equal(503, (await Assert.ThrowsAsync<Problem>(async () => await turns.Take(default))).Status);
        Assert.False(second.IsCompleted);
        first.Dispose();
        first.Dispose();
        (await second).Dispose();
        (await turns.Take(default)).Dispose();
    }

    [Fact]
    public async Task Who_stops_waiting_leaves_room()
    {
        using var turns = new Turns(1, 1);
        using var held = await turns.Take(default);
        using var gone = new CancellationTokenSource();
        var waiting = turns.Take(gone.Token).AsTask();
        gone.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        var next = turns.Take(default).AsTask();
        held.Dispose();
        (await next).Dispose();
    }
}
