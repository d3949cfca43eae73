using Elbo.Tensors;

namespace Elbo.Data;

/// <summary>Examples of one shape, optionally labelled.</summary>
public abstract class Dataset
{
    private protected Dataset(string name, Shape shape, int count, byte[]? labels, IReadOnlyList<string> labelNames)
    {
        if (labels is not null && labels.Length != count)
            throw new ElboException($"Data set '{name}' has {count} examples but {labels.Length} labels; give one label to each example or none at all.");
        (Name, Shape, Count, Labels, LabelNames) = (name, shape, count, labels, labelNames);
    }

    /// <summary>A name for messages, such as <c>mnist/train</c>.</summary>
    public string Name { get; }

    /// <summary>Shape of one example.</summary>
    public Shape Shape { get; }

    /// <summary>Number of examples.</summary>
    public int Count { get; }

    /// <summary>One label per example, or null when there are none.</summary>
    public byte[]? Labels { get; }

    /// <summary>Names of the labels, indexed by label.</summary>
    public IReadOnlyList<string> LabelNames { get; }

    /// <summary>The smallest and largest raw value that an example may hold: 0 and 255 for pixels.</summary>
    public abstract (float Minimum, float Maximum) Range { get; }

    /// <summary>Mean and standard deviation over all raw values.</summary>
    public abstract (double Mean, double Deviation) Moments();

    /// <summary>
    /// Gathers examples into lanes <c>[block][feature][32]</c> as <c>raw × scale + shift</c>; padding lanes become zero.
    /// </summary>
    /// <param name="indices">Which examples, in order.</param>
    /// <param name="scale">Factor on raw values.</param>
    /// <param name="shift">Added after scaling.</param>
    /// <param name="lanes">At least <see cref="Lanes.Length"/> floats.</param>
    public abstract void Gather(ReadOnlySpan<int> indices, float scale, float shift, Span<float> lanes);

    /// <summary>Examples <paramref name="start"/> … <paramref name="start"/> + <paramref name="count"/> − 1 as a data set of its own.</summary>
    public abstract Dataset Slice(int start, int count, string name);
}
