using System.Diagnostics;

namespace Elbo.Tensors;

/// <summary>
/// Runs operations eagerly and records them in order; <see cref="Backward"/> walks the records in reverse. All memory of
/// a step comes from two arenas, one for what the step keeps and one for what an operation needs while it runs, and
/// nothing is allocated in a steady state.
/// </summary>
public sealed unsafe class Tape : IDisposable
{
    private readonly Arena arena = new(), scratch = new();
    private readonly GradientMemory gradients;
    private Node[] nodes = new Node[64];
    private Record[] records = new Record[64];
    private int nodeCount, recordCount, generation;
    private uint streams;
    private bool walked;

    // Shared by all tapes, so that a tensor of another tape is stale here too.
    private static int generations;

    internal struct Node
    {
        public Shape Shape;
        public float* Value, Gradient;
        public long GradientRoom;
        public bool NeedsGradient, HasGradient, Produced;
    }

    /// <summary>A tape whose kernels run on <paramref name="pool"/> over the weights of <paramref name="parameters"/>.</summary>
    public Tape(WorkerPool pool, ParameterStore parameters) =>
        (Pool, Parameters, gradients) = (pool, parameters, new GradientMemory(arena));

    /// <summary>The threads that kernels use; others may be given between steps, since results do not depend on them.</summary>
    public WorkerPool Pool { get; set; }

    /// <summary>The weights.</summary>
    public ParameterStore Parameters { get; }

    /// <summary>Examples in this step.</summary>
    public int Batch { get; private set; }

    /// <summary>Blocks of 32 examples in this step.</summary>
    public int Blocks { get; private set; }

    /// <summary>Whether this step trains: dropout acts and a backward pass may follow.</summary>
    public bool Training { get; private set; }

    /// <summary>Key of this step's random numbers; each random operation draws from a stream of its own.</summary>
    public Philox Key { get; private set; }

    /// <summary>Forgets the last step and begins a new one; every earlier <see cref="Tensor"/> becomes stale.</summary>
    /// <param name="batch">Examples.</param>
    /// <param name="training">Whether gradients will be asked for and dropout acts.</param>
    /// <param name="key">Seed, step and first stream of the random numbers.</param>
    public void Begin(int batch, bool training, Philox key)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batch);
        if (training && !Parameters.Training)
            throw new InvalidOperationException("This model was loaded for inference; load it for training to compute gradients.");
        arena.Reset();
        scratch.Reset();
        gradients.Reset();
        if (training) Parameters.BeginGradients();
        (Batch, Blocks, Training, Key) = (batch, Lanes.Blocks(batch), training, key);
        (nodeCount, recordCount, streams, walked) = (0, 0, 0, false);
        generation = Interlocked.Increment(ref generations);
    }

    /// <summary>A new input of this step, uninitialised; fill it through <see cref="Values"/> (padding lanes with zeros).</summary>
    public Tensor Input(Shape shape, bool needsGradient = false)
    {
        int index = Add(shape, needsGradient && Training);
        nodes[index].Value = arena.Take(Length(nodes[index]));
        return new Tensor(index, generation);
    }

    /// <summary>Shape of one example of <paramref name="tensor"/>.</summary>
    public Shape ShapeOf(Tensor tensor) => At(tensor).Shape;

    /// <summary>The values in lanes: <c>[block][feature][32]</c>.</summary>
    public Span<float> Values(Tensor tensor) => new(At(tensor).Value, Length(At(tensor)));

    /// <summary>
    /// The gradient of an <see cref="Input"/> in lanes, after <see cref="Backward"/>; empty where none arrived.
    /// </summary>
    /// <exception cref="InvalidOperationException">
    /// The tensor is an operation's result, whose gradient gives its memory to the next one as soon as it has been used.
    /// </exception>
    public ReadOnlySpan<float> Gradients(Tensor tensor)
    {
        ref var node = ref At(tensor);
        if (node.Produced)
            throw new InvalidOperationException("Only inputs keep their gradient; that of an operation's result is reused during the backward pass, so read an input's instead.");
        return node.HasGradient ? new(node.Gradient, Length(node)) : default;
    }

    /// <summary>The values as rows <c>[batch][feature]</c>, padding left out.</summary>
    public void CopyRows(Tensor tensor, Span<float> rows) =>
        Lanes.Unpack(Values(tensor), Batch, ShapeOf(tensor).Features, rows);

    /// <summary>
    /// Gradients of <c>Σ scale · loss</c> over the batch with respect to all parameters and inputs that need one.
    /// Padding lanes start with a zero gradient and so never reach a weight.
    /// </summary>
    /// <param name="loss">One value per example.</param>
    /// <param name="scale">1 / batch for a mean.</param>
    public void Backward(Tensor loss, float scale)
    {
        if (!Training) throw new InvalidOperationException("Backward needs a step that was begun with training on.");
        if (walked) throw new InvalidOperationException("Backward runs once a step, since it reuses the gradients it passes; add the losses first.");
        ref var node = ref At(loss);
        if (node.Shape.Features != 1) throw new ArgumentException($"A loss has one value per example, not {node.Shape}.", nameof(loss));
        walked = true;
        float* seed = GradientFor(loss.Index, out _);
        for (int i = 0; i < Blocks * Lanes.Width; i++) seed[i] = i < Batch ? scale : 0;
        for (int i = recordCount - 1; i >= 0; i--)
        {
            ref readonly var record = ref records[i];
            ref var output = ref nodes[record.Output];
            if (!output.HasGradient) continue;
            record.Operation.Backward(this, record);
            scratch.Reset();
            if (output.HasGradient) gradients.Return(output.Gradient, output.GradientRoom);
            output.HasGradient = false;
        }
        Parameters.EndGradients();
    }

    internal ref Node At(Tensor tensor)
    {
        if (tensor.Generation != generation || tensor.Index >= nodeCount)
            throw new InvalidOperationException("This tensor belongs to another tape or to an earlier step of this one, whose memory has been reused.");
        return ref nodes[tensor.Index];
    }

    internal ref Node At(int index) => ref nodes[index];

    internal int Length(in Node node) => checked(Blocks * node.Shape.Features * Lanes.Width);

    /// <summary>A new result; it needs a gradient when <paramref name="needsGradient"/> and the step trains.</summary>
    internal Tensor Output(Shape shape, bool needsGradient, out float* value)
    {
        int index = Add(shape, needsGradient && Training);
        ref var node = ref nodes[index];
        node.Produced = true;
        node.Value = value = arena.Take(Length(node));
        return new Tensor(index, generation);
    }

    /// <summary>A new result that is the memory of <paramref name="x"/> under another shape of as many values.</summary>
    internal Tensor View(Tensor x, Shape shape)
    {
        Node viewed = At(x);
        int index = Add(shape, viewed.NeedsGradient);
        nodes[index].Produced = true;
        nodes[index].Value = viewed.Value;
        return new Tensor(index, generation);
    }

    /// <summary>Records an operation as the last thing its forward pass does; its scratch is gone afterwards.</summary>
    internal void Push(in Record record)
    {
        scratch.Reset();
        if (!nodes[record.Output].NeedsGradient) return;
        if (recordCount == records.Length) Array.Resize(ref records, 2 * recordCount);
        records[recordCount++] = record;
    }

    /// <summary>Where the gradient of a node goes, and whether to add to what is there already.</summary>
    internal float* GradientFor(int index, out bool add)
    {
        ref var node = ref nodes[index];
        add = node.HasGradient;
        if (!add) node.Gradient = gradients.Take(Length(node), out node.GradientRoom);
        node.HasGradient = true;
        return node.Gradient;
    }

    /// <summary>
    /// Where the gradient of a record's input goes if the input is as long as the output and each gradient depends on
    /// the one at the same place alone: the output's gradient itself, to be overwritten, when nothing has reached the
    /// input yet, otherwise the input's, to be added to. The output's stays readable until it is overwritten.
    /// </summary>
    internal float* HandOver(in Record record, out bool add)
    {
        ref Node from = ref nodes[record.Output], to = ref nodes[record.Input];
        Debug.Assert(Length(from) == Length(to) && from.HasGradient);
        add = to.HasGradient;
        if (!add)
        {
            to.Gradient = from.Gradient;
            to.GradientRoom = from.GradientRoom;
            (to.HasGradient, from.HasGradient) = (true, false);
        }
        return to.Gradient;
    }

    /// <summary>Memory that lasts until the next <see cref="Begin"/>, for what a forward pass leaves to its backward pass.</summary>
    internal float* Keep(long floats) => arena.Take(floats);

    /// <summary>Memory that lasts until the current operation's forward or backward pass returns.</summary>
    internal float* Scratch(long floats) => scratch.Take(floats);

    /// <summary>Bytes that the step holds.</summary>
    internal long Bytes => arena.Bytes + scratch.Bytes;

    /// <summary>The next random stream of this step.</summary>
    internal Philox NextStream() => Key with { Stream = Key.Stream + streams++ };

    private int Add(Shape shape, bool needsGradient)
    {
        if (nodeCount == nodes.Length) Array.Resize(ref nodes, 2 * nodeCount);
        nodes[nodeCount] = new Node { Shape = shape, NeedsGradient = needsGradient };
        return nodeCount++;
    }

    /// <summary>Frees the step memory.</summary>
    public void Dispose()
    {
        arena.Dispose();
        scratch.Dispose();
    }
}
