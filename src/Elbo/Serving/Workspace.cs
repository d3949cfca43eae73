using Elbo.Tensors;

namespace Elbo.Serving;

/// <summary>The memory of one call: a tape over the model's weights, and rows for what passes between its steps. It grows to what the largest call needed and is used again.</summary>
internal sealed class Workspace(WorkerPool pool, ParameterStore weights) : IDisposable
{
    private float[] rows = [];

    public Tape Tape { get; } = new(pool, weights);

    /// <summary>Labels of a batch.</summary>
    public byte[] Labels { get; } = new byte[Vae.LargestBatch];

    /// <summary>At least so many floats, which hold whatever the last call left there.</summary>
    public Span<float> Rows(int count)
    {
        if (rows.Length < count) rows = new float[count];
        return rows.AsSpan(0, count);
    }

    public void Dispose() => Tape.Dispose();
}
