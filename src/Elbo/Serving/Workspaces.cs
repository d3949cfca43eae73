using Elbo.Tensors;

namespace Elbo.Serving;

/// <summary>
/// Lets calls on one model run side by side, each in a workspace of its own, as many at once as the model has threads; the others wait.
/// What changes the weights has them to itself. Owns the threads and the weights.
/// </summary>
/// <remarks>
/// A call that finds the model idle has the help of all its threads. One that joins others computes on its caller's thread alone: with
/// every core busy, sharing out loops would only cost. Results are the same either way.
/// </remarks>
internal sealed class Workspaces(WorkerPool team, ParameterStore weights) : IDisposable
{
    // Its monitor is waited on, which a Lock does not offer.
    private readonly object gate = new();
    private readonly Stack<Workspace> idle = new(team.Threads);
    private readonly WorkerPool alone = new(1);
    // Calls that wait, those of them whose turn is before the next change of the weights, and how many changes there were.
    private int inUse, wanting, waiting, due, changes;
    private bool isTaken, disposed;

    /// <summary>A workspace until the rental is disposed.</summary>
    /// <exception cref="ObjectDisposedException">The model has been disposed.</exception>
    public Rental Rent()
    {
        lock (gate)
        {
            int arrived = changes;
            waiting++;
            while (!disposed && (isTaken || (wanting > 0 && arrived == changes) || inUse == team.Threads)) Monitor.Wait(gate);
            waiting--;
            if (arrived != changes) due--;
            ObjectDisposedException.ThrowIf(disposed, typeof(Vae));
            var workspace = idle.Count > 0 ? idle.Pop() : new Workspace(alone, weights);
            workspace.Tape.Pool = ++inUse == 1 ? team : alone;
            return new(this, workspace);
        }
    }

    /// <summary>Keeps all other calls out until the result is disposed; on one thread it cannot be asked for twice, nor beside a rental.</summary>
    /// <exception cref="ObjectDisposedException">The model has been disposed.</exception>
    public Exclusion Exclude()
    {
        lock (gate)
        {
            wanting++;
            // Training, which changes the weights again and again, would else be back before a call that waits has woken.
            while (!disposed && (isTaken || inUse > 0 || due > 0)) Monitor.Wait(gate);
            wanting--;
            ObjectDisposedException.ThrowIf(disposed, typeof(Vae));
            isTaken = true;
            return new(this);
        }
    }

    /// <summary>Waits until no call is under way, refuses those that come later, and frees threads, weights and memory.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            wanting++;
            while (!disposed && (isTaken || inUse > 0)) Monitor.Wait(gate);
            wanting--;
            if (disposed) return;
            disposed = true;
            Monitor.PulseAll(gate);
        }
        foreach (var workspace in idle) workspace.Dispose();
        alone.Dispose();
        team.Dispose();
        weights.Dispose();
    }

    private void Return(Workspace workspace)
    {
        lock (gate)
        {
            idle.Push(workspace);
            inUse--;
            // Everybody is woken only for one who wants the weights alone, as it may be any of them.
            if (wanting == 0) Monitor.Pulse(gate);
            else if (inUse == 0 || due > 0) Monitor.PulseAll(gate);
        }
    }

    private void Readmit()
    {
        lock (gate)
        {
            isTaken = false;
            changes++;
            due = waiting;
            Monitor.PulseAll(gate);
        }
    }

    /// <summary>The use of a workspace.</summary>
    internal readonly ref struct Rental(Workspaces owner, Workspace workspace)
    {
        public Workspace Workspace => workspace;

        public Tape Tape => workspace.Tape;

        public void Dispose() => owner.Return(workspace);
    }

    /// <summary>The use of the weights by one alone.</summary>
    internal readonly ref struct Exclusion(Workspaces owner)
    {
        public void Dispose() => owner.Readmit();
    }
}
