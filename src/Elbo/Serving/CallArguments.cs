namespace Elbo.Serving;

/// <summary>Checks what a call is given, before anything is computed.</summary>
internal static class CallArguments
{
    /// <summary>Number of rows of so many finite values.</summary>
    /// <exception cref="ArgumentException">There is none, or a part of one, or a value is not finite.</exception>
    public static int Rows(ReadOnlySpan<float> values, int width, string name)
    {
        if (values.Length == 0 || values.Length % width != 0)
            throw new ArgumentException($"{values.Length} values are not whole rows of {width}.", name);
        foreach (float value in values)
        {
            if (!float.IsFinite(value)) throw new ArgumentException("A value is NaN or infinite.", name);
        }
        return values.Length / width;
    }

    /// <summary>The part of a result that is written to.</summary>
    /// <exception cref="ArgumentException">It is too short.</exception>
    public static Span<T> Room<T>(Span<T> values, int needed, string name) => values.Length >= needed ? values[..needed]
        : throw new ArgumentException($"There is room for {values.Length} values, but {needed} are to be written.", name);

    /// <summary>Requires one label to each example of a conditional model, and none to those of another.</summary>
    /// <exception cref="ArgumentException">There are more or fewer, or one is no class of the model's.</exception>
    public static void Labels(ReadOnlySpan<byte> labels, int count, int classes)
    {
        if (classes == 0 && labels.Length > 0) throw new ArgumentException("This model was trained without labels; give none.", nameof(labels));
        if (classes == 0) return;
        if (labels.Length != count) throw new ArgumentException($"{labels.Length} labels were given to {count} examples; give one to each.", nameof(labels));
        foreach (byte label in labels)
        {
            if (label >= classes) throw new ArgumentException($"There is no label {label}; this model has {classes} classes, numbered from 0.", nameof(labels));
        }
    }
}
