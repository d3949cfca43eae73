using System.Security.Cryptography;
using Elbo.Tensors;

namespace Elbo.Data;

/// <summary>Examples of one shape, optionally labelled.</summary>
public abstract class Dataset
{
    private protected Dataset(string name, Shape shape, int count, byte[]? labels, IReadOnlyList<string> labelNames)
    {
        if (labels is not null && labels.Length != count)
            throw new ElboException($"Data set '{name}' has {count} examples but {labels.Length} labels; give one label to each example or none at all.");
        for (int i = 0; i < (labels?.Length ?? 0); i++)
        {
            if (labels![i] >= labelNames.Count)
                throw new ElboException($"Data set '{name}': example {i} has label {labels[i]} but there are only {labelNames.Count} label names; correct the label or name more labels.");
        }
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

    /// <summary>What an example is called.</summary>
    internal virtual string Noun => "image";

    /// <summary>The least and the largest value that there can be.</summary>
    internal virtual (float Minimum, float Maximum) Extremes => Range;

    /// <summary>Mean and standard deviation over all raw values.</summary>
    /// <exception cref="ElboException">The data set is empty.</exception>
    public abstract (double Mean, double Deviation) Moments();

    /// <summary>
    /// Gathers examples into lanes <c>[block][feature][32]</c> as <c>raw × scale + shift</c>; padding lanes become zero.
    /// </summary>
    /// <param name="indices">Which examples, in order.</param>
    /// <param name="scale">Factor on raw values.</param>
    /// <param name="shift">Added after scaling.</param>
    /// <param name="lanes">At least <see cref="Lanes.Length"/> floats.</param>
    /// <remarks>Multiply and add are fused everywhere, so the same raw values give the same bits.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">An index is not an example's.</exception>
    /// <exception cref="ArgumentException">Too few floats in <paramref name="lanes"/>.</exception>
    public void Gather(ReadOnlySpan<int> indices, float scale, float shift, Span<float> lanes)
    {
        CheckGather(indices, lanes.Length);
        int features = Shape.Features;
        for (int first = 0; first < indices.Length; first += Lanes.Width)
        {
            var members = indices.Slice(first, Math.Min(Lanes.Width, indices.Length - first));
            GatherBlock(members, scale, shift, lanes.Slice(first * features, features * Lanes.Width));
        }
    }

    /// <summary>Examples <paramref name="start"/> … <paramref name="start"/> + <paramref name="count"/> − 1 as a data set of its own.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The slice reaches past the examples.</exception>
    public Dataset Slice(int start, int count, string name)
    {
        if (start < 0 || count < 0 || start > Count - count)
            throw new ArgumentOutOfRangeException(nameof(start), start, $"Data set '{Name}' has {Count} examples, so no {count} from example {start} on.");
        return Part(start, count, name, Labels?.AsSpan(start, count).ToArray());
    }

    /// <summary>SHA-256 over all raw values in order, in hexadecimal: the same values give the same digest however they are kept. Reads everything.</summary>
    /// <param name="labelled">Whether the labels count too.</param>
    internal string Digest(bool labelled = false)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        AddValues(hash);
        if (labelled) hash.AppendData(Labels ?? []);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Adds all raw values, example after example.</summary>
    private protected abstract void AddValues(IncrementalHash hash);

    /// <summary>Gathers up to 32 examples, whose numbers are right, into one block.</summary>
    private protected abstract void GatherBlock(ReadOnlySpan<int> members, float scale, float shift, Span<float> block);

    /// <summary>A slice that is known to lie within the examples.</summary>
    private protected abstract Dataset Part(int start, int count, string name, byte[]? labels);

    /// <summary>"0", "1", … for labels that have no other name.</summary>
    /// <param name="labels">The labels to cover, or null.</param>
    /// <param name="atLeast">Names to give even if no label is that high.</param>
    internal static string[] NumberLabels(ReadOnlySpan<byte> labels, int atLeast = 0)
    {
        int names = atLeast;
        foreach (byte label in labels) names = Math.Max(names, label + 1);
        var result = new string[names];
        for (int i = 0; i < names; i++) result[i] = $"{i}";
        return result;
    }

    private protected static int CountExamples(string name, Shape shape, int values)
    {
        if (shape.Features < 1)
            throw new ElboException($"Data set '{name}' has examples of shape {shape}, which hold no values; give every extent at least 1.");
        if (values % shape.Features != 0)
            throw new ElboException($"Data set '{name}' has {values} values, not a multiple of the {shape.Features} of one example; give whole examples.");
        return values / shape.Features;
    }

    private void CheckGather(ReadOnlySpan<int> indices, int lanes)
    {
        foreach (int index in indices)
        {
            if ((uint)index >= (uint)Count)
                throw new ArgumentOutOfRangeException(nameof(indices), index, $"Data set '{Name}' has examples 0 to {Count - 1}.");
        }
        int needed = Lanes.Length(indices.Length, Shape.Features);
        if (lanes < needed)
            throw new ArgumentException($"{indices.Length} examples of '{Name}' need {needed} floats in lanes, not {lanes}.", nameof(lanes));
    }

    private protected ElboException NoMoments() =>
        new($"Data set '{Name}' is empty and has no mean; give it at least one example.");
}
