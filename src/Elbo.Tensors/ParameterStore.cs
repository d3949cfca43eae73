using System.Runtime.InteropServices;

namespace Elbo.Tensors;

/// <summary>
/// All parameters of a model as one buffer: weights, gradients and Adam's two moments are parallel blocks with the same
/// offsets, so an update is one loop, a norm is one sum and a checkpoint is one write.
/// </summary>
public sealed unsafe class ParameterStore : IDisposable
{
    private readonly List<Parameter> parameters = [];
    private float* memory;
    private bool disposed;

    /// <summary>The parameters in the order they were added.</summary>
    public IReadOnlyList<Parameter> Parameters => parameters;

    /// <summary>Floats in one block, alignment gaps included; gaps stay zero.</summary>
    public int Length { get; private set; }

    /// <summary>Number of parameters' values, gaps left out.</summary>
    public long Count { get; private set; }

    /// <summary>Adds a parameter of the given dimensions. All must be added before <see cref="Allocate"/>.</summary>
    public Parameter Add(string name, params int[] dimensions)
    {
        if (memory != null) throw new InvalidOperationException("Parameters must be added before the store is allocated.");
        var parameter = new Parameter(name, dimensions, Length);
        parameters.Add(parameter);
        Count += parameter.Length;
        // Each parameter begins on a vector boundary, so updates need no tails.
        Length = checked(Length + ((parameter.Length + 31) & ~31));
        return parameter;
    }

    /// <summary>Reserves the memory, all zero.</summary>
    /// <param name="training">Whether gradients and moments are needed beside the weights.</param>
    public void Allocate(bool training)
    {
        if (memory != null) throw new InvalidOperationException("The store is already allocated.");
        nuint bytes = checked((nuint)Length * (training ? 4u : 1u) * sizeof(float));
        memory = (float*)NativeMemory.AlignedAlloc(Math.Max(bytes, 64), 4096);
        NativeMemory.Clear(memory, bytes);
        Training = training;
    }

    /// <summary>Whether gradients and moments exist.</summary>
    public bool Training { get; private set; }

    /// <summary>The weights of one parameter, row-major.</summary>
    public Span<float> Weights(Parameter parameter) => Values(ParameterBlock.Weights, parameter);

    /// <summary>The gradient of one parameter, as the last backward pass left it.</summary>
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

    /// <summary>A parameter that the step did not use has a gradient of zero, not that of an earlier step.</summary>
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
