namespace Elbo.Imaging;

/// <summary>For every pixel of a resized row or column: which old pixels it takes, and how much of each.</summary>
internal sealed class ResampleTable
{
    /// <summary>Fraction bits of a weight: with the 8 of a sample and 2 for sign and overshoot they fill an int.</summary>
    public const int Precision = 32 - 8 - 2;

    /// <summary>Weights are stored in whole vectors of this many, zeros at the end.</summary>
    public const int Lanes = 8;

    private const int CachedTables = 8, LargestCached = 1 << 18, LargestTable = 1 << 28;

    [ThreadStatic]
    private static ResampleTable?[]? _cache;

    [ThreadStatic]
    private static int _oldest;

    private readonly int _from, _to, _stride;
    private readonly ResizeFilter _filter;
    private readonly int[] _starts, _counts, _weights;

    private ResampleTable(int from, int to, ResizeFilter filter)
    {
        (_from, _to, _filter) = (from, to, filter);
        double scale = (double)from / to;
        double widening = Math.Max(1, scale); // shrinking, the filter covers what a new pixel covers
        double support = ResampleKernel.Support(filter) * widening;
        long most = Math.Min(2 * (long)Math.Ceiling(support) + 1, from);
        long stride = (most + Lanes - 1) / Lanes * Lanes;
        if (stride * to > LargestTable)
            throw new ArgumentException($"A picture cannot be resized from {from} to {to} pixels a side at once; go by way of a size between.");
        _stride = (int)stride;
        (_starts, _counts, _weights) = (new int[to], new int[to], new int[stride * to]);

        var shares = new double[most];
        for (int i = 0; i < to; i++)
        {
            double centre = (i + 0.5) * scale;
            int start = Math.Max(0, (int)(centre - support + 0.5));
            int count = Math.Min(from, (int)(centre + support + 0.5)) - start;
            double sum = 0;
            for (int j = 0; j < count; j++)
                sum += shares[j] = ResampleKernel.At(filter, (start + j - centre + 0.5) * (1 / widening));
            (_starts[i], _counts[i]) = (start, count);
            for (int j = 0; j < count; j++)
                _weights[i * _stride + j] = (int)Math.Round(shares[j] / sum * (1 << Precision), MidpointRounding.AwayFromZero);
        }
    }

    /// <summary>The table of these sizes: one of the few last used on this thread, or a new one.</summary>
    public static ResampleTable For(int from, int to, ResizeFilter filter)
    {
        ResampleTable?[] cache = _cache ??= new ResampleTable?[CachedTables];
        foreach (ResampleTable? known in cache)
            if (known is not null && known._from == from && known._to == to && known._filter == filter)
                return known;
        var table = new ResampleTable(from, to, filter);
        if (table._weights.Length <= LargestCached)
        {
            cache[_oldest] = table;
            _oldest = (_oldest + 1) % CachedTables;
        }
        return table;
    }

    /// <summary>The first old pixel that new pixel <paramref name="index"/> takes.</summary>
    public int Start(int index) => _starts[index];

    /// <summary>The weights of new pixel <paramref name="index"/>, each × 2^<see cref="Precision"/>.</summary>
    public ReadOnlySpan<int> Weights(int index) => _weights.AsSpan(index * _stride, _counts[index]);

    /// <summary>The same with zeros up to whole vectors.</summary>
    public ReadOnlySpan<int> PaddedWeights(int index) => _weights.AsSpan(index * _stride, (_counts[index] + Lanes - 1) / Lanes * Lanes);
}
