using Elbo.Tensors;

namespace Elbo.Maps;

/// <summary>
/// Symmetric probabilities of pairs of points that sum to 1, as sparse rows. Columns of a row ascend; rows are filled up to whole
/// groups of four with the point itself at probability zero, which pulls at nothing.
/// </summary>
internal sealed class Affinities
{
    /// <summary>Entries of a row come in groups of this many.</summary>
    public const int Group = 4;

    private const int PointsAnItem = 256;

    private Affinities(int[] starts, int[] columns, float[] values) => (Starts, Columns, Values) = (starts, columns, values);

    /// <summary>Number of points.</summary>
    public int Count => Starts.Length - 1;

    /// <summary>Where each row begins, and where the last ends: <c>[n + 1]</c>.</summary>
    public int[] Starts { get; }

    /// <summary>The other point of each entry.</summary>
    public int[] Columns { get; }

    /// <summary>The probability of each entry.</summary>
    public float[] Values { get; }

    /// <summary>(p(j|i) + p(i|j)) / 2n.</summary>
    public static Affinities Symmetric(Neighbours neighbours, float[] conditionals, WorkerPool pool, CancellationToken cancellation = default)
    {
        int k = neighbours.Count, n = neighbours.Indices.Length / k, items = (n + PointsAnItem - 1) / PointsAnItem;
        int[] to = neighbours.Indices.AsSpan().ToArray();
        float[] weights = conditionals.AsSpan().ToArray();
        pool.Run(items, item =>
        {
            for (int i = item * PointsAnItem; i < End(item); i++) to.AsSpan(i * k, k).Sort(weights.AsSpan(i * k, k));
        });
        cancellation.ThrowIfCancellationRequested();
        var (back, from, backWeights) = Transposed(to, weights, n, k);

        var starts = new int[n + 1];
        pool.Run(items, item =>
        {
            for (int i = item * PointsAnItem; i < End(item); i++)
                starts[i + 1] = (Merge(i, [], []) + Group - 1) / Group * Group;
        });
        for (int i = 0; i < n; i++) starts[i + 1] = checked(starts[i + 1] + starts[i]);
        cancellation.ThrowIfCancellationRequested();
        var affinities = new Affinities(starts, new int[starts[n]], new float[starts[n]]);
        var sums = new double[n];
        pool.Run(items, item =>
        {
            for (int i = item * PointsAnItem; i < End(item); i++)
            {
                int length = starts[i + 1] - starts[i];
                Span<int> columns = affinities.Columns.AsSpan(starts[i], length);
                Span<float> values = affinities.Values.AsSpan(starts[i], length);
                columns[Merge(i, columns, values)..].Fill(i);
                foreach (float value in values) sums[i] += value;
            }
        });
        double sum = 0;
        foreach (double row in sums) sum += row;
        pool.Run(items, item =>
        {
            for (int e = starts[item * PointsAnItem]; e < starts[End(item)]; e++) affinities.Values[e] = (float)(affinities.Values[e] / sum);
        });
        return affinities;

        int End(int item) => Math.Min(n, (item + 1) * PointsAnItem);

        // Both lists ascend; what is in both is added up. Without room it only counts.
        int Merge(int i, Span<int> columns, Span<float> values)
        {
            int a = i * k, b = back[i], entries = 0;
            while (a < (i + 1) * k || b < back[i + 1])
            {
                int left = a < (i + 1) * k ? to[a] : int.MaxValue, right = b < back[i + 1] ? from[b] : int.MaxValue;
                float value = (left <= right ? weights[a] : 0) + (right <= left ? backWeights[b] : 0);
                if (columns.Length > 0) (columns[entries], values[entries]) = (Math.Min(left, right), value);
                entries++;
                if (left <= right) a++;
                if (right <= left) b++;
            }
            return entries;
        }
    }

    /// <summary>Who has point i as a neighbour, in ascending order.</summary>
    private static (int[] Starts, int[] From, float[] Weights) Transposed(int[] to, float[] weights, int n, int k)
    {
        var starts = new int[n + 1];
        foreach (int i in to) starts[i + 1]++;
        for (int i = 0; i < n; i++) starts[i + 1] += starts[i];
        var next = starts[..n];
        var from = new int[to.Length];
        var turned = new float[to.Length];
        for (int e = 0; e < to.Length; e++)
        {
            int at = next[to[e]]++;
            (from[at], turned[at]) = (e / k, weights[e]);
        }
        return (starts, from, turned);
    }
}
