namespace Elbo.Endurance;

/// <summary>Order statistics.</summary>
internal static class Statistics
{
    /// <summary>The value that a share of all values lies below, between neighbours by proportion; not a number without values.</summary>
    public static double Quantile(IEnumerable<double> values, double share)
    {
        double[] sorted = [.. values.Order()];
        if (sorted.Length == 0) return double.NaN;
        double place = share * (sorted.Length - 1);
        int below = (int)place, above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((place - below) * (sorted[above] - sorted[below]));
    }

    public static double Median(IEnumerable<double> values) => Quantile(values, 0.5);

    public static double LowerQuartile(IEnumerable<double> values) => Quantile(values, 0.25);

    /// <summary>Values cut into ten by their place between two ends.</summary>
    public static IReadOnlyList<IReadOnlyList<T>> Tenths<T>(IEnumerable<T> all, Func<T, double> place, double from, double to)
    {
        var tenths = Enumerable.Range(0, 10).Select(_ => new List<T>()).ToArray();
        foreach (var one in all)
        {
            double at = place(one);
            if (at >= from && at <= to) tenths[Math.Min(9, (int)((at - from) / (to - from) * 10))].Add(one);
        }
        return tenths;
    }
}
