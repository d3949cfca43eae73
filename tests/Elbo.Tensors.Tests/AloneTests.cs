using System.Diagnostics;

namespace Elbo.Tensors.Tests;

/// <summary>Tests that measure the whole process and so run when no other does.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;

[Collection(nameof(Alone))]
public sealed class AloneTests
{
    [Fact]
    public void A_steady_state_step_allocates_nothing()
    {
        using var pool = new WorkerPool(2);
        using var vae = new SmallVae(pool, 61);
        using var pyramid = new SmallPyramid(pool, 61);
        for (int step = 0; step < 100; step++) Train();
        long everyone = long.MaxValue;
        // Other threads of the test runner may allocate in one window, not in all; the trainer may in none.
        for (int window = 0; window < 10; window++)
        {
            long total = GC.GetTotalAllocatedBytes(precise: true), mine = GC.GetAllocatedBytesForCurrentThread();
            for (int step = 0; step < 50; step++) Train();
            (mine, total) = (GC.GetAllocatedBytesForCurrentThread() - mine, GC.GetTotalAllocatedBytes(precise: true) - total);
            Assert.Equal(0, mine);
            everyone = Math.Min(everyone, total);
        }
        Assert.Equal(0, everyone);

        void Train()
        {
            vae.Train();
            pyramid.Train();
        }
    }

    [Fact]
    public void An_idle_pool_uses_no_processor()
    {
        using var pool = new WorkerPool(4);
        using var vae = new SmallVae(pool, 61);
        vae.Train();
        Thread.Sleep(50);
        double least = double.MaxValue;
        for (int window = 0; window < 3; window++)
        {
            var before = Process.GetCurrentProcess().TotalProcessorTime;
            Thread.Sleep(200);
            least = Math.Min(least, (Process.GetCurrentProcess().TotalProcessorTime - before).TotalMilliseconds);
        }
        Assert.InRange(least, 0, 40);
    }
}
