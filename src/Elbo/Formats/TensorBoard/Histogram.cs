namespace Elbo.Formats.TensorBoard;

/// <summary>Histograms as TensorBoard keeps them: rows of left edge, right edge and count.</summary>
internal static class Histogram
{
    /// <summary>Numbers of one bucket.</summary>
    public const int Columns = 3;

    /// <summary>Buckets of one histogram, which TensorBoard draws as they are.</summary>
    public const int Count = 30;

    private const uint Tables = 4;

    /// <summary>
    /// Rows <c>[30][3]</c> of equally wide buckets from the least to the largest finite value, each with its left edge and
    /// the last with both; one bucket around the value where all are the same; none where nothing is finite.
    /// </summary>
    public static double[] Buckets(ReadOnlySpan<float> values)
    {
        var (least, largest, finite) = Range(values);
        if (finite == 0) return [];
        if (least == largest) return [least - 0.5, least + 0.5, finite];

        double width = ((double)largest - least) / Count;
        Span<int> counts = stackalloc int[(int)Tables * Count];
        if (finite == values.Length) Add(values, least, 1 / width, counts);
        else foreach (float value in values)
        {
            if (float.IsFinite(value)) Add([value], least, 1 / width, counts);
        }
        var rows = new double[Count * Columns];
        for (int i = 0; i < Count; i++)
        {
            rows[i * Columns] = least + (i * width);
            rows[(i * Columns) + 1] = i == Count - 1 ? largest : least + ((i + 1) * width);
            for (int table = 0; table < Tables; table++) rows[(i * Columns) + 2] += counts[(table * Count) + i];
        }
        return rows;
    }

    /// <summary>The least and the largest finite value, and how many are finite.</summary>
    private static (float Least, float Largest, int Finite) Range(ReadOnlySpan<float> values)
    {
        float least = float.PositiveInfinity, largest = float.NegativeInfinity;
        int finite = 0;
        foreach (float value in values)
        {
            if (!float.IsFinite(value)) continue;
            finite++;
            least = MathF.Min(least, value);
            largest = MathF.Max(largest, value);
        }
        return (least, largest, finite);
    }

    /// <summary>Counts finite values. Neighbours count in tables of their own, because most weights share a few buckets and would wait for each other.</summary>
    private static void Add(ReadOnlySpan<float> values, double least, double perUnit, Span<int> counts)
    {
        for (int i = 0; i < values.Length; i++) counts[(int)((uint)i % Tables * Count) + Bucket(values[i])]++;

        int Bucket(float value) => Math.Min((int)((value - least) * perUnit), Count - 1);
    }
}
