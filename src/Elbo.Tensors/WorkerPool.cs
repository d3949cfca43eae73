using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace Elbo.Tensors;

/// <summary>One parallel loop: its body, called once for each item, in any order and on any thread.</summary>
internal interface IJob
{
    void Execute(int item);
}

/// <summary>
/// Threads that share out the items of one loop at a time. Workers spin briefly for the next loop, then park, so an
/// idle pool uses no CPU; a loop never waits for a worker that has not joined it, so more threads than cores is safe.
/// </summary>
public sealed unsafe class WorkerPool : IDisposable
{
    private const int SpinsBeforeParking = 400;
    private const long Open = 1, One = 2, CountMask = 0xFFFE, EpochStep = 0x10000;

    private readonly Thread[] workers;
    private readonly SemaphoreSlim wake = new(0);
    private delegate*<void*, int, void> body;
    private void* job;
    private int items, parked, busy;
    private volatile bool stopping;
    private Exception? failure;

    // Epoch of the current loop, number of workers inside it, and whether it may still be joined.
    private long state;
    private long next;

    /// <summary>Starts <paramref name="threads"/> − 1 workers; the caller of a loop is the last of the team.</summary>
    /// <param name="threads">Threads in all; 0 takes one for each core that this process may use.</param>
    public WorkerPool(int threads = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(threads, 1024);
        Threads = threads == 0 ? Environment.ProcessorCount : threads;
        workers = new Thread[Threads - 1];
        for (int i = 0; i < workers.Length; i++)
        {
            workers[i] = new Thread(Work) { IsBackground = true, Name = $"elbo worker {i + 1}" };
            workers[i].Start();
        }
    }

    /// <summary>Threads in all, the caller's included.</summary>
    public int Threads { get; }

    /// <summary>Calls <paramref name="loop"/> for items 0 … <paramref name="count"/> − 1 and returns when all are done.</summary>
    internal void Run<TJob>(ref TJob loop, int count) where TJob : unmanaged, IJob
    {
        if (count <= 0) return;
        if (count == 1 || workers.Length == 0 || Interlocked.CompareExchange(ref busy, 1, 0) != 0)
        {
            for (int i = 0; i < count; i++) loop.Execute(i);
            return;
        }
        fixed (TJob* pointer = &loop) RunShared(&Call<TJob>, pointer, count);
    }

    /// <summary>
    /// Calls <paramref name="body"/> for 0 … <paramref name="count"/> − 1, in any order and on any thread, and returns when all are done.
    /// The first exception that one of them throws is thrown again here.
    /// </summary>
    /// <param name="count">Number of calls.</param>
    /// <param name="body">Work on one item that no other item writes to, so that results depend on no number of threads.</param>
    public void Run(int count, Action<int> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        using var handle = new GCHandle<Action<int>>(body);
        var loop = new ActionJob(handle);
        Run(ref loop, count);
    }

    private void RunShared(delegate*<void*, int, void> call, void* argument, int count)
    {
        body = call;
        job = argument;
        (items, next) = (count, 0);
        Interlocked.Exchange(ref state, ((state & ~(EpochStep - 1)) + EpochStep) | Open);
        // A worker may withdraw in between, and a semaphore refuses to release none.
        int sleepers = Volatile.Read(ref parked) > 0 ? Interlocked.Exchange(ref parked, 0) : 0;
        if (sleepers > 0) wake.Release(sleepers);
        Share();
        Interlocked.And(ref state, ~Open);
        var spin = new SpinWait();
        while ((Volatile.Read(ref state) & CountMask) != 0)
        {
            if (spin.Count < 100) spin.SpinOnce(sleep1Threshold: -1);
            else Thread.Yield();
        }
        var thrown = Interlocked.Exchange(ref failure, null);
        Volatile.Write(ref busy, 0);
        if (thrown is not null) ExceptionDispatchInfo.Throw(thrown);
    }

    private readonly struct ActionJob(GCHandle<Action<int>> body) : IJob
    {
        public void Execute(int item) => body.Target(item);
    }

    private static void Call<TJob>(void* pointer, int item) where TJob : unmanaged, IJob =>
        Unsafe.AsRef<TJob>(pointer).Execute(item);

    /// <summary>Takes shrinking runs of items until none is left: long runs first for locality, single ones last for balance.</summary>
    private void Share()
    {
        try
        {
            while (true)
            {
                long start = Volatile.Read(ref next);
                long left = items - start;
                if (left <= 0) return;
                long take = Math.Max(1, left / (2 * Threads));
                if (Interlocked.CompareExchange(ref next, start + take, start) != start) continue;
                for (long i = start; i < start + take; i++) body(job, (int)i);
            }
        }
        catch (Exception e)
        {
            Interlocked.CompareExchange(ref failure, e, null);
        }
    }

    private void Work()
    {
        long seen = 0;
        int spins = 0;
        while (!stopping)
        {
            long now = Volatile.Read(ref state);
            long epoch = now & ~(EpochStep - 1);
            if ((now & Open) != 0 && epoch != seen)
            {
                if (Interlocked.CompareExchange(ref state, now + One, now) != now) continue;
                Share();
                Interlocked.Add(ref state, -One);
                (seen, spins) = (epoch, 0);
            }
            else if (++spins < SpinsBeforeParking)
            {
                Thread.SpinWait(8);
            }
            else
            {
                Park(seen);
                spins = 0;
            }
        }
    }

    private void Park(long seen)
    {
        Interlocked.Increment(ref parked);
        long now = Volatile.Read(ref state);
        bool work = ((now & Open) != 0 && (now & ~(EpochStep - 1)) != seen) || stopping;
        if (work && Withdraw()) return;
        wake.Wait();
    }

    /// <summary>Takes this worker off the parked list, unless a waker has already counted on it.</summary>
    private bool Withdraw()
    {
        while (true)
        {
            int count = Volatile.Read(ref parked);
            if (count == 0) return false;
            if (Interlocked.CompareExchange(ref parked, count - 1, count) == count) return true;
        }
    }

    /// <summary>Ends the workers.</summary>
    public void Dispose()
    {
        if (stopping) return;
        stopping = true;
        wake.Release(workers.Length + 1);
        foreach (var worker in workers) worker.Join();
        wake.Dispose();
    }
}
