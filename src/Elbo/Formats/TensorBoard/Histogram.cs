namespace Elbo.Formats.TensorBoard;

/// <summary>Histograms as TensorBoard keeps them: rows of left edge, right edge and count.</summary>
internal static class Histogram
{
    /// <summary>Numbers of one bucket.</summary>
    public const int Columns = 3;

    /// <summary>Buckets of one histogram, which TensorBoard draws as they are.</summary>
    public const int Count = 30;

    /// <summary>
    /// Rows <c>[30][3]</c> of equally wide buckets from the least to the largest finite value, each with its left edge and
    /// the last with both; one bucket around the value where all are the same; none where nothing is finite.
    /// </summary>
    public static double[] Buckets(ReadOnlySpan<float> values)
    {
        float least = float.PositiveInfinity, largest = float.NegativeInfinity;
        long finite = 0;
        foreach (float value in values)
        {
            if (!float.IsFinite(value)) continue;
            finite++;
            if (value < least) least = value;
            if (value > largest) largest = value;
        }
        if (finite == 0) return [];
        if (least == largest) return [least - 0.5, least + 0.5, finite];

        double width = ((double)largest - least) / Count, perBucket = 1 / width;
        Span<long> counts = stackalloc long[Count];
        foreach (float value in values)
        {
            if (float.IsFinite(value)) counts[Math.Min((int)(((double)value - least) * perBucket), Count - 1)]++;
        }
        var rows = new double[Count * Columns];
        for (int i = 0; i < Count; i++)
        {
            rows[i * Columns] = least + (i * width);
            rows[(i * Columns) + 1] = i == Count - 1 ? largest : least + ((i + 1) * width);
            rows[(i * Columns) + 2] = counts[i];
        }
        return rows;
    }
}
