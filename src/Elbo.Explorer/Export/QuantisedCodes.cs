namespace Elbo.Explorer.Export;

/// <summary>
/// Coordinates of codes in a byte each: so many codes and coordinates as there is room for, the codes evenly picked.
/// </summary>
/// <param name="Count">Codes.</param>
/// <param name="Columns">For each kept coordinate its axis and what the bytes 0 and 255 stand for.</param>
/// <param name="Bytes">One coordinate of all codes behind the other; the codes' labels last, if they have any.</param>
internal sealed record QuantisedCodes(int Count, IReadOnlyList<(int Axis, float Low, float High)> Columns, byte[] Bytes)
{
    // A scatter of fewer shows no shape.
    private const int Fewest = 200;

    /// <summary>Null where there is no room for a scatter.</summary>
    /// <param name="axes">Coordinates of all codes, an array for each axis, in order of importance.</param>
    /// <param name="labels">Their labels, or null.</param>
    /// <param name="room">Bytes they may take.</param>
    public static QuantisedCodes? Fit(IReadOnlyList<float[]> axes, byte[]? labels, long room)
    {
        int all = axes[0].Length, others = labels is null ? 0 : 1, kept = axes.Count;
        int Codes() => (int)Math.Min(all, room / (kept + others));
        while (kept > 2 && Codes() < Math.Min(all, PageCodes.Most / 2)) kept--;
        int count = Codes();
        if (count < Math.Min(all, Fewest)) return null;
        var bytes = new byte[count * (kept + others)];
        var columns = new (int, float, float)[kept];
        for (int axis = 0; axis < kept; axis++)
        {
            float[] values = axes[axis];
            float low = values.Min(), high = values.Max(), unit = high > low ? 255 / (high - low) : 0;
            columns[axis] = (axis, low, high);
            for (int i = 0; i < count; i++) bytes[(axis * count) + i] = (byte)MathF.Round((values[Pick(i)] - low) * unit);
        }
        for (int i = 0; labels is not null && i < count; i++) bytes[(kept * count) + i] = labels[Pick(i)];
        return new(count, columns, bytes);

        int Pick(int i) => (int)((long)i * all / count);
    }
}
