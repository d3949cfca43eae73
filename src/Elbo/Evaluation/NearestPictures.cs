using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Elbo.Data;
using Elbo.Tensors;
using V = System.Runtime.Intrinsics.Vector512<float>;

namespace Elbo.Evaluation;

/// <summary>
/// The pictures of a data set that are nearest to others, all compared: sums of squared differences of intensities, not made
/// of products, so that of a copy it is zero.
/// </summary>
/// <param name="Indices">Of each query the nearest pictures, nearest first, equal ones in the data's order: rows <c>[n][neighbours]</c>.</param>
/// <param name="Distances">Their distances: rows <c>[n][neighbours]</c>.</param>
internal sealed record NearestPictures(int[] Indices, float[] Distances)
{
    // Four pictures a time share each load; the data come in pieces of a few megabytes, which stay in a cache.
    private const int Together = 4, PieceFloats = 1 << 20;

    /// <summary>Finds them.</summary>
    /// <param name="queries">Rows <c>[n][values]</c> of intensities.</param>
    /// <param name="data">Where to look.</param>
    /// <param name="neighbours">How many of each, at most as many as there are pictures.</param>
    /// <param name="threads">Threads; they change nothing but the time.</param>
    /// <param name="progress">Told the part that is done, in [0, 1].</param>
    /// <param name="cancellation">Ends the search between pieces of the data.</param>
    public static NearestPictures Of(
        float[] queries, Dataset data, int neighbours, int threads, Action<double>? progress = null, CancellationToken cancellation = default)
    {
        int features = data.Shape.Features, count = queries.Length / features;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(neighbours, data.Count);
        var found = new NearestPictures(new int[count * neighbours], new float[count * neighbours]);
        Array.Fill(found.Distances, float.PositiveInfinity);
        int piece = Math.Max(1, PieceFloats / (features * Lanes.Width)) * Lanes.Width;
        var lanes = new float[Lanes.Length(Math.Min(piece, data.Count), features)];
        var indices = new int[piece];
        var (minimum, maximum) = data.Range;
        float scale = 1 / (maximum - minimum);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = threads };
        for (int start = 0; start < data.Count; start += piece)
        {
            cancellation.ThrowIfCancellationRequested();
            int first = start, size = Math.Min(piece, data.Count - start);
            for (int i = 0; i < size; i++) indices[i] = start + i;
            data.Gather(indices.AsSpan(0, size), scale, -minimum * scale, lanes);
            Parallel.For(0, (count + Together - 1) / Together, parallel, group =>
            {
                for (int block = 0; block < Lanes.Blocks(size); block++)
                    found.Compare(queries, group * Together, count, features, lanes, block, first + (block * Lanes.Width), Lanes.Used(size, block));
            });
            progress?.Invoke((double)(start + size) / data.Count);
        }
        return found;
    }

    private void Compare(float[] queries, int query, int count, int features, float[] lanes, int block, int first, int used)
    {
        var own = MemoryMarshal.Cast<float, V>(lanes.AsSpan(block * features * Lanes.Width, features * Lanes.Width));
        ReadOnlySpan<float> q0 = Row(0), q1 = Row(1), q2 = Row(2), q3 = Row(3);
        V a0 = default, a1 = default, b0 = default, b1 = default, c0 = default, c1 = default, d0 = default, d1 = default;
        for (int f = 0; f < q0.Length && f < q1.Length && f < q2.Length && f < q3.Length; f++)
        {
            V low = own[2 * f], high = own[(2 * f) + 1];
            V a = Vector512.Create(q0[f]), b = Vector512.Create(q1[f]), c = Vector512.Create(q2[f]), d = Vector512.Create(q3[f]);
            a0 = Vector512.FusedMultiplyAdd(low - a, low - a, a0);
            a1 = Vector512.FusedMultiplyAdd(high - a, high - a, a1);
            b0 = Vector512.FusedMultiplyAdd(low - b, low - b, b0);
            b1 = Vector512.FusedMultiplyAdd(high - b, high - b, b1);
            c0 = Vector512.FusedMultiplyAdd(low - c, low - c, c0);
            c1 = Vector512.FusedMultiplyAdd(high - c, high - c, c1);
            d0 = Vector512.FusedMultiplyAdd(low - d, low - d, d0);
            d1 = Vector512.FusedMultiplyAdd(high - d, high - d, d1);
        }
        ReadOnlySpan<V> sums = [a0, a1, b0, b1, c0, c1, d0, d1];
        var distances = MemoryMarshal.Cast<V, float>(sums);
        for (int i = 0; i < Math.Min(Together, count - query); i++) Keep(query + i, count, distances.Slice(i * Lanes.Width, used), first);

        // The last group may be short; it repeats its first picture.
        ReadOnlySpan<float> Row(int i) => queries.AsSpan((query + i < count ? query + i : query) * features, features);
    }

    private void Keep(int query, int count, ReadOnlySpan<float> distances, int first)
    {
        int neighbours = Indices.Length / count;
        Span<int> indices = Indices.AsSpan(query * neighbours, neighbours);
        Span<float> nearest = Distances.AsSpan(query * neighbours, neighbours);
        for (int i = 0; i < distances.Length; i++)
        {
            if (!(distances[i] < nearest[^1])) continue;
            int place = neighbours - 1;
            for (; place > 0 && distances[i] < nearest[place - 1]; place--) (nearest[place], indices[place]) = (nearest[place - 1], indices[place - 1]);
            (nearest[place], indices[place]) = (distances[i], first + i);
        }
    }
}
