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

    [Theory]
    [InlineData(4)]
    [InlineData(40)]
    public void An_idle_pool_uses_no_processor(int threads)
    {
        using var pool = new WorkerPool(threads);
        using var vae = new SmallVae(pool, 61);
        vae.Train();
        Thread.Sleep(50);
        double least = double.MaxValue;
        // On a busy machine what was compiled in the background goes on for some windows; a pool that does not rest goes on for all.
        for (int window = 0; window < 25 && least > 40; window++)
        {
            var before = Process.GetCurrentProcess().TotalProcessorTime;
            Thread.Sleep(200);
            least = Math.Min(least, (Process.GetCurrentProcess().TotalProcessorTime - before).TotalMilliseconds);
        }
        Assert.InRange(least, 0, 40);
    }

    [Fact]
    public void A_pool_larger_than_the_machine_burns_no_processor_time_in_waiting()
    {
        double one = Cost(1, 3), many = double.MaxValue;
        // Other processes that hold the cores make it wait for them.
        for (int attempt = 0; attempt < 10 && many >= 2.5 * one; attempt++) many = Math.Min(many, Cost(4 * Environment.ProcessorCount, 1));
        Assert.True(many < 2.5 * one, $"1 thread took {one:F0} ms of processor time, {4 * Environment.ProcessorCount} threads {many:F0} ms.");

        // The least of some windows. A loop takes about as long as a small layer's.
        static double Cost(int threads, int windows)
        {
            using var pool = new WorkerPool(threads);
            double least = double.MaxValue;
            for (int window = 0; window < windows; window++)
            {
                var before = Process.GetCurrentProcess().TotalProcessorTime;
                for (int loop = 0; loop < 1_000; loop++) pool.Run(64, _ => Thread.SpinWait(100));
                least = Math.Min(least, (Process.GetCurrentProcess().TotalProcessorTime - before).TotalMilliseconds);
            }
            return least;
        }
    }
}
