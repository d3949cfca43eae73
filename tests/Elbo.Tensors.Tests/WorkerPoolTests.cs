using System.Diagnostics;

namespace Elbo.Tensors.Tests;

public sealed unsafe class WorkerPoolTests
{
    private struct Count : IJob
    {
        public int* Seen;

        public readonly void Execute(int item) => Interlocked.Increment(ref Seen[item]);
    }

    private struct Throw : IJob
    {
        public readonly void Execute(int item)
        {
            if (item == 7) throw new FormatException("item 7");
        }
    }

    private struct Nest : IJob
    {
        public int* Seen;
        public nint Pool;

        public readonly void Execute(int item)
        {
            var inner = new Count { Seen = Seen + (item * 10) };
            ((WorkerPool)System.Runtime.InteropServices.GCHandle.FromIntPtr(Pool).Target!).Run(ref inner, 10);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void An_action_runs_once_for_every_item_and_its_exception_arrives(int threads)
    {
        using var pool = new WorkerPool(threads);
        var seen = new int[200];
        pool.Run(seen.Length, item => Interlocked.Increment(ref seen[item]));
        Assert.All(seen, times => Assert.Equal(1, times));
        Assert.Equal("item 7", Assert.Throws<FormatException>(() => pool.Run(20, item =>
        {
            if (item == 7) throw new FormatException("item 7");
        })).Message);
        pool.Run(0, _ => throw new FormatException());
        pool.Run(seen.Length, item => Interlocked.Increment(ref seen[item]));
        Assert.All(seen, times => Assert.Equal(2, times));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    public void Every_item_runs_once(int threads)
    {
        using var pool = new WorkerPool(threads);
        for (int count = 0; count < 300; count++) AssertOnce(pool, count);
        foreach (int count in new[] { 1_000, 4_097, 100_000 }) AssertOnce(pool, count);
    }

    [Fact]
    public void A_hundred_thousand_tiny_loops_complete()
    {
        using var pool = new WorkerPool(3);
        int seen = 0, expected = 0;
        var job = new Single { Seen = &seen };
        for (int i = 0; i < 100_000; i++)
        {
            int count = 1 + (i % 5);
            pool.Run(ref job, count);
            expected += count;
        }
        Assert.Equal(expected, seen);
    }

    [Fact]
    public void A_pool_woken_just_as_its_workers_park_loses_no_loop()
    {
        // The gaps sweep the moment at which workers stop spinning and park.
        using var pool = new WorkerPool(4);
        int seen = 0, expected = 0;
        var job = new Single { Seen = &seen };
        for (int i = 0; i < 4_000; i++)
        {
            Thread.SpinWait(i * 7 % 5_000);
            pool.Run(ref job, 4);
            expected += 4;
        }
        Assert.Equal(expected, seen);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void An_exception_reaches_the_caller_as_it_was_thrown_and_the_pool_goes_on(int threads)
    {
        using var pool = new WorkerPool(threads);
        for (int i = 0; i < 20; i++)
        {
            var job = default(Throw);
            Assert.Equal("item 7", Assert.Throws<FormatException>(() => pool.Run(ref job, 50)).Message);
            AssertOnce(pool, 50);
        }
    }

    [Fact]
    public void A_loop_inside_a_loop_runs()
    {
        using var pool = new WorkerPool(3);
        var handle = System.Runtime.InteropServices.GCHandle.Alloc(pool);
        var seen = new int[200 * 10];
        fixed (int* pointer = seen)
        {
            var job = new Nest { Seen = pointer, Pool = System.Runtime.InteropServices.GCHandle.ToIntPtr(handle) };
            pool.Run(ref job, 200);
        }
        handle.Free();
        Assert.All(seen, n => Assert.Equal(1, n));
    }

    [Fact]
    public void Two_threads_may_use_one_pool_at_once()
    {
        using var pool = new WorkerPool(3);
        Exception? failure = null;
        void Use()
        {
            try
            {
                for (int i = 0; i < 1_000; i++) AssertOnce(pool, 40);
            }
            catch (Exception e)
            {
                failure = e;
            }
        }
        var other = new Thread(Use);
        other.Start();
        Use();
        other.Join();
        Assert.Null(failure);
    }

    [Fact]
    public void More_threads_than_cores_finish()
    {
        using var pool = new WorkerPool((4 * Environment.ProcessorCount) + 1);
        var clock = Stopwatch.StartNew();
        for (int i = 0; i < 500; i++) AssertOnce(pool, 200);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(120), $"500 loops took {clock.Elapsed}.");
    }

    [Fact]
    public void Several_pools_larger_than_the_machine_lose_no_loop_when_all_are_used_at_once()
    {
        // As several training runs side by side: workers park while others hold the cores, and are woken late.
        int finished = 0;
        Exception? failure = null;
        var users = Enumerable.Range(0, 5).Select(number => new Thread(() =>
        {
            try
            {
                using var pool = new WorkerPool((3 * Environment.ProcessorCount) + number);
                for (int i = 0; i < 400; i++)
                {
                    if (i % 20 == number) Thread.Sleep(1);
                    AssertOnce(pool, 1 + (i % 70));
                }
                Interlocked.Increment(ref finished);
            }
            catch (Exception e)
            {
                failure = e;
            }
        })
        { IsBackground = true }).ToArray();
        foreach (var user in users) user.Start();
        var clock = Stopwatch.StartNew();
        foreach (var user in users) user.Join(TimeSpan.FromSeconds(Math.Max(0, 120 - clock.Elapsed.TotalSeconds)));
        Assert.Null(failure);
        Assert.Equal(users.Length, Volatile.Read(ref finished));
    }

    [Fact]
    public void Disposing_ends_the_threads_even_twice()
    {
        int before = Process.GetCurrentProcess().Threads.Count;
        for (int i = 0; i < 5; i++)
        {
            var pool = new WorkerPool(40);
            AssertOnce(pool, 100);
            pool.Dispose();
            pool.Dispose();
        }
        int after = Process.GetCurrentProcess().Threads.Count;
        Assert.True(after < before + 39, $"{before} threads became {after}.");
    }

    private struct Single : IJob
    {
        public int* Seen;

        public readonly void Execute(int item) => Interlocked.Increment(ref *Seen);
    }

    private static void AssertOnce(WorkerPool pool, int count)
    {
        var seen = new int[count + 1];
        fixed (int* pointer = seen)
        {
            var job = new Count { Seen = pointer };
            pool.Run(ref job, count);
        }
        for (int i = 0; i < count; i++) Assert.Equal(1, seen[i]);
        Assert.Equal(0, seen[count]);
    }
}
