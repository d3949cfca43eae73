namespace Elbo.Imaging;

/// <summary>Divides the colours into boxes, always by the cut that lowers the squared error most.</summary>
/// <remarks>
/// The boxes of Heckbert's median cut, cut where Wu cuts them: "Efficient Statistical Computations for Optimal Color
/// Quantization", Graphics Gems II, 1991.
/// </remarks>
internal sealed class MedianCut
{
    private readonly ColourHistogram _histogram;
    private readonly int[] _order;

    private MedianCut(ColourHistogram histogram)
    {
        _histogram = histogram;
        _order = [.. Enumerable.Range(0, histogram.Occupied.Length)];
    }

    /// <summary>Mean colours of the boxes, rows <c>[at most boxes][red, green, blue]</c>.</summary>
    public static float[] Means(ColourHistogram histogram, int boxes)
    {
        var cut = new MedianCut(histogram);
        var divided = new List<Box> { cut.Measure(0, histogram.Occupied.Length) };
        while (divided.Count < boxes && divided.MaxBy(box => box.Gain) is { Gain: > 0 } widest)
        {
            int middle = cut.Partition(widest);
            divided[divided.IndexOf(widest)] = cut.Measure(widest.First, middle);
            divided.Add(cut.Measure(middle, widest.End));
        }
        return [.. divided.SelectMany(box => cut.Mean(box))];
    }

    /// <summary>Entries [First, End) of the order, and their best cut: before coordinate Cut of a channel.</summary>
    private sealed record Box(int First, int End, int Channel, int Cut, double Gain);

    private Box Measure(int first, int end)
    {
        var best = new Box(first, end, 0, 0, 0);
        Span<double> bins = stackalloc double[4 * ColourHistogram.Side]; // three sums and the number
        Span<double> total = stackalloc double[4], below = stackalloc double[4];
        for (int channel = 0; channel < 3; channel++)
        {
            bins.Clear();
            total.Clear();
            below.Clear();
            for (int i = first; i < end; i++)
            {
                int entry = _order[i];
                Span<double> bin = bins.Slice(4 * ColourHistogram.Coordinate(_histogram.Occupied[entry], channel), 4);
                Add(entry, bin);
                Add(entry, total);
            }
            for (int cut = 1; cut < ColourHistogram.Side; cut++)
            {
                for (int c = 0; c < 4; c++)
                    below[c] += bins[4 * (cut - 1) + c];
                if (below[3] == 0 || below[3] == total[3])
                    continue;
                double gain = Gain(below, total);
                if (gain > best.Gain)
                    best = new Box(first, end, channel, cut, gain);
            }
        }
        return best;
    }

    private void Add(int entry, Span<double> sums)
    {
        double count = _histogram.Counts[entry];
        for (int c = 0; c < 3; c++)
            sums[c] += count * _histogram.Means[3 * entry + c];
        sums[3] += count;
    }

    /// <summary>The squared error that vanishes: the two means' distance², weighted by both sides.</summary>
    private static double Gain(ReadOnlySpan<double> below, ReadOnlySpan<double> total)
    {
        double above = total[3] - below[3], distance = 0;
        for (int c = 0; c < 3; c++)
        {
            double difference = below[c] / below[3] - (total[c] - below[c]) / above;
            distance += difference * difference;
        }
        return distance * below[3] * above / total[3];
    }

    private int Partition(Box box)
    {
        int[] upper = new int[box.End - box.First];
        int kept = box.First, moved = 0;
        for (int i = box.First; i < box.End; i++)
            if (ColourHistogram.Coordinate(_histogram.Occupied[_order[i]], box.Channel) < box.Cut)
                _order[kept++] = _order[i];
            else
                upper[moved++] = _order[i];
        upper.AsSpan(0, moved).CopyTo(_order.AsSpan(kept));
        return kept;
    }

    private float[] Mean(Box box)
    {
        Span<double> sums = stackalloc double[4];
        for (int i = box.First; i < box.End; i++)
            Add(_order[i], sums);
        return [(float)(sums[0] / sums[3]), (float)(sums[1] / sums[3]), (float)(sums[2] / sums[3])];
    }
}
