using System.Runtime.InteropServices;

namespace Elbo.Tensors;

/// <summary>
/// All parameters of a model as one buffer: weights, gradients and Adam's two moments are parallel blocks with the same
/// offsets, so an update is one loop, a norm is one sum and a checkpoint is one write. Statistics that belong to the model
/// but are not descended, such as batch normalisation's running ones, lie behind all trained parameters.
/// </summary>
public sealed unsafe class ParameterStore : IDisposable
{
    private readonly List<Parameter> parameters = [];
    private float* memory;
    private bool disposed;

    /// <summary>The parameters in the order they were added, statistics among them.</summary>
    public IReadOnlyList<Parameter> Parameters => parameters;

    /// <summary>Floats in one block, alignment gaps included; gaps stay zero.</summary>
    public int Length { get; private set; }

    /// <summary>Floats at the start of a block that are trained, alignment gaps included; statistics begin here.</summary>
    public int TrainedLength { get; private set; }

    /// <summary>Number of trained values, gaps and statistics left out.</summary>
    public long Count { get; private set; }

    /// <summary>Adds a parameter of the given dimensions. All must be added before <see cref="Allocate"/>.</summary>
    public Parameter Add(string name, params int[] dimensions)
    {
        var parameter = Add(new Parameter(name, dimensions, trained: true));
        Count += parameter.Length;
        TrainedLength = checked(TrainedLength + parameter.Room);
        return parameter;
    }

    /// <summary>
    /// Adds values that are part of the model but that no gradient changes. In training an operation leaves what it
    /// measured on the batch in their <see cref="ParameterBlock.Gradients"/>, and
    /// <see cref="Optimisers.RunningStatistics"/> blends that in.
    /// </summary>
    public Parameter AddStatistic(string name, params int[] dimensions) => Add(new Parameter(name, dimensions, trained: false));

    private Parameter Add(Parameter parameter)
    {
        if (memory != null) throw new InvalidOperationException("Parameters must be added before the store is allocated.");
        Length = checked(Length + parameter.Room);
        parameters.Add(parameter);
        return parameter;
    }

    /// <summary>Reserves the memory, all zero.</summary>
    /// <param name="training">Whether gradients and moments are needed beside the weights.</param>
    public void Allocate(bool training)
    {
        if (memory != null) throw new InvalidOperationException("The store is already allocated.");
        int trained = 0, statistics = TrainedLength;
        foreach (var parameter in parameters)
        {
            ref int next = ref parameter.Trained ? ref trained : ref statistics;
            parameter.Offset = next;
            next += parameter.Room;
        }
        nuint bytes = checked((nuint)Length * (training ? 4u : 1u) * sizeof(float));
        memory = (float*)NativeMemory.AlignedAlloc(Math.Max(bytes, 64), 4096);
        NativeMemory.Clear(memory, bytes);
        Training = training;
    }

    /// <summary>Whether gradients and moments exist.</summary>
    public bool Training { get; private set; }

    /// <summary>The weights of one parameter, row-major.</summary>
    public Span<float> Weights(Parameter parameter) => Values(ParameterBlock.Weights, parameter);

    /// <summary>The gradient of one parameter, as the last backward pass left it; of a statistic, what the last batch gave.</summary>
    public Span<float> Gradients(Parameter parameter) => Values(ParameterBlock.Gradients, parameter);

    /// <summary>One parameter's values in a block, row-major.</summary>
    public Span<float> Values(ParameterBlock block, Parameter parameter) => new(Block((int)block) + parameter.Offset, parameter.Length);

    /// <summary>A whole block, alignment gaps included.</summary>
    public Span<float> All(ParameterBlock block) => new(Block((int)block), Length);

    internal float* Weight(Parameter parameter) => Block(0) + parameter.Offset;

    internal float* Gradient(Parameter parameter) => Block(1) + parameter.Offset;

    /// <summary>Block 0 weights, 1 gradients, 2 first moments, 3 second moments.</summary>
    internal float* Block(int index)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        if (memory == null) throw new InvalidOperationException("The store is not allocated yet.");
        if (index > 0 && !Training) throw new InvalidOperationException("This store holds weights only; it was not allocated for training.");
        return memory + ((nint)index * Length);
    }

    internal void BeginGradients()
    {
        foreach (var parameter in parameters) parameter.HasGradient = false;
    }

    /// <summary>A parameter that the step did not use has a gradient of zero, not that of an earlier step; so has a statistic.</summary>
    internal void EndGradients()
    {
        foreach (var parameter in parameters)
        {
            if (!parameter.HasGradient) Gradients(parameter).Clear();
        }
    }

    /// <summary>Frees the memory.</summary>
    public void Dispose()
    {
        if (disposed) return;
        disposed = true;
        NativeMemory.AlignedFree(memory);
        memory = null;
    }
}
