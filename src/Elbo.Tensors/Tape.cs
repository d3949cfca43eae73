namespace Elbo.Tensors;

/// <summary>
/// Runs operations eagerly and records them in order; <see cref="Backward"/> walks the records in reverse. All memory of
/// a step comes from one arena and nothing is allocated in a steady state.
/// </summary>
public sealed unsafe class Tape : IDisposable
{
    private readonly Arena arena = new();
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
        public bool NeedsGradient, HasGradient;
    }

    /// <summary>A tape whose kernels run on <paramref name="pool"/> over the weights of <paramref name="parameters"/>.</summary>
    public Tape(WorkerPool pool, ParameterStore parameters) => (Pool, Parameters) = (pool, parameters);

    /// <summary>The threads that kernels use.</summary>
    public WorkerPool Pool { get; }

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
        if (training) Parameters.BeginGradients();
        (Batch, Blocks, Training, Key) = (batch, Lanes.Blocks(batch), training, key);
        (nodeCount, recordCount, streams, walked) = (0, 0, 0, false);
        generation = Interlocked.Increment(ref generations);
    }

    /// <summary>A new input of this step, uninitialised; fill it through <see cref="Values"/> (padding lanes with zeros).</summary>
    public Tensor Input(Shape shape, bool needsGradient = false)
    {
        int index = Add(shape, needsGradient && Training);
        return new Tensor(index, generation);
    }

    /// <summary>Shape of one example of <paramref name="tensor"/>.</summary>
    public Shape ShapeOf(Tensor tensor) => At(tensor).Shape;

    /// <summary>The values in lanes: <c>[block][feature][32]</c>.</summary>
    public Span<float> Values(Tensor tensor) => new(At(tensor).Value, Length(At(tensor)));

    /// <summary>
    /// The gradient of an input in lanes, after <see cref="Backward"/>; empty where none arrived. That of a dense layer's
    /// result has been turned into the gradient of its sums before dropout and activation.
    /// </summary>
    public ReadOnlySpan<float> Gradients(Tensor tensor) =>
        At(tensor).HasGradient ? new(At(tensor).Gradient, Length(At(tensor))) : default;

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
            if (nodes[record.Output].HasGradient) record.Operation.Backward(this, record);
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
        value = nodes[index].Value;
        return new Tensor(index, generation);
    }

    internal void Push(in Record record)
    {
        if (!nodes[record.Output].NeedsGradient) return;
        if (recordCount == records.Length) Array.Resize(ref records, 2 * recordCount);
        records[recordCount++] = record;
    }

    /// <summary>Where the gradient of a node goes, and whether to add to what is there already.</summary>
    internal float* GradientFor(int index, out bool add)
    {
        ref var node = ref nodes[index];
        add = node.HasGradient;
        if (!add) node.Gradient = arena.Take(Length(node));
        node.HasGradient = true;
        return node.Gradient;
    }

    internal float* Scratch(long floats) => arena.Take(floats);

    /// <summary>The next random stream of this step.</summary>
    internal Philox NextStream() => Key with { Stream = Key.Stream + streams++ };

    private int Add(Shape shape, bool needsGradient)
    {
        if (nodeCount == nodes.Length) Array.Resize(ref nodes, 2 * nodeCount);
        nodes[nodeCount] = new Node { Shape = shape, NeedsGradient = needsGradient };
        nodes[nodeCount].Value = arena.Take(Length(nodes[nodeCount]));
        return nodeCount++;
    }

    /// <summary>Frees the step memory.</summary>
    public void Dispose() => arena.Dispose();
}
