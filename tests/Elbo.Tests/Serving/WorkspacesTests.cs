using System.Diagnostics;
using Elbo.Serving;
using Elbo.Tensors;

namespace Elbo.Tests.Serving;

public sealed class WorkspacesTests
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30), Short = TimeSpan.FromMilliseconds(60);

    private static Workspaces Create(int threads) => new(new WorkerPool(threads), new ParameterStore());

    [Fact]
    public async Task As_many_calls_as_threads_run_side_by_side_and_the_next_waits()
    {
        using var workspaces = Create(2);
        using var third = new ManualResetEventSlim();
        using var end = new SemaphoreSlim(0);
        using var inside = new CountdownEvent(2);
        var calls = new[] { Start(), Start() };
        Assert.True(inside.Wait(Long), "Two calls do not run side by side.");
        var next = Task.Run(() =>
        {
            using var rental = workspaces.Rent();
            third.Set();
        });
        Assert.False(third.Wait(Short), "A third call runs beside two on two threads.");
        end.Release();
        Assert.True(third.Wait(Long));
        end.Release();
        await Task.WhenAll([.. calls, next]).WaitAsync(Long);

        Task Start() => Task.Run(() =>
        {
            using var rental = workspaces.Rent();
            inside.Signal();
            end.Wait(Long);
        });
    }

    [Fact]
    public void A_call_alone_has_all_threads_and_one_beside_it_only_its_own()
    {
        using var workspaces = Create(3);
        using var first = workspaces.Rent();
        using var second = workspaces.Rent();
        Assert.Equal((3, 1), (first.Tape.Pool.Threads, second.Tape.Pool.Threads));
        Assert.NotSame(first.Workspace, second.Workspace);
    }

    [Fact]
    public void A_workspace_is_used_again()
    {
        using var workspaces = Create(2);
        Workspace used;
        using (var rental = workspaces.Rent()) used = rental.Workspace;
        using var again = workspaces.Rent();
        Assert.Same(used, again.Workspace);
        Assert.Equal(2, again.Tape.Pool.Threads);
    }

    [Fact]
    public async Task What_changes_the_weights_waits_for_calls_and_keeps_others_out()
    {
        using var workspaces = Create(2);
        using ManualResetEventSlim taken = new(), go = new(), served = new();
        Task change, call;
        using (var rental = workspaces.Rent())
        {
            change = Task.Run(() =>
            {
                using var alone = workspaces.Exclude();
                taken.Set();
                go.Wait(Long);
            });
            Assert.False(taken.Wait(Short), "The weights are changed under a call.");
            // A stream of calls must not keep the change waiting for ever.
            call = Task.Run(() =>
            {
                using var late = workspaces.Rent();
                served.Set();
            });
            Assert.False(served.Wait(Short), "A call overtakes the change that was waiting before it.");
        }
        Assert.True(taken.Wait(Long));
        Assert.False(served.Wait(Short), "A call runs while the weights are changed.");
        go.Set();
        Assert.True(served.Wait(Long));
        await Task.WhenAll(change, call).WaitAsync(Long);
    }

    [Fact]
    public void Calls_are_served_beside_changes_that_follow_each_other_without_a_pause()
    {
        // The middle of three: a machine with other work may let a thread rest for a while.
        Assert.InRange(Enumerable.Range(0, 3).Select(_ => ChangesWithoutCall()).Order().ElementAt(1), 0, 200);

        // The longest row, of 1,000 changes of a millisecond as training steps are, in which not one call came in.
        static int ChangesWithoutCall()
        {
            using var workspaces = Create(2);
            int calls = 0, longest = 0;
            bool ended = false;
            var caller = new Thread(() =>
            {
                while (!Volatile.Read(ref ended))
                {
                    using (workspaces.Rent()) Interlocked.Increment(ref calls);
                }
            });
            caller.Start();
            for (int i = 0, seen = 0, row = 0; i < 1000; i++)
            {
                using (workspaces.Exclude())
                {
                    for (var clock = Stopwatch.StartNew(); clock.Elapsed.TotalMilliseconds < 1;) Thread.SpinWait(10);
                }
                row = Volatile.Read(ref calls) == seen ? row + 1 : 0;
                seen = Volatile.Read(ref calls);
                longest = Math.Max(longest, row);
            }
            Volatile.Write(ref ended, true);
            Assert.True(caller.Join(Long), "A call is kept out for ever.");
            return longest;
        }
    }
}
