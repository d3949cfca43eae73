using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Elbo.Tensors;

namespace Elbo.Maps;

/// <summary>
/// Exact nearest neighbours by comparing everything with everything: a few queries against sixteen points at a time. At the sizes of
/// a data set's codes that is faster than a tree, and as exact in many dimensions as in few.
/// </summary>
/// <remarks>A squared distance is summed over the dimensions in order, in single precision with fused multiply-adds, so results depend on neither threads nor vector width.</remarks>
internal static class NearestNeighbours
{
    private const int Lanes = 16, QueriesAtOnce = 4, QueriesAnItem = 128;

    // Points that stay in the second cache while the queries of an item pass over them.
    private const int StripFloats = 64 << 10;

    /// <summary>The nearest other points of each point; itself is left out, an equal point is not.</summary>
    /// <param name="points">Rows <c>[n][dimensions]</c>.</param>
    /// <param name="dimensions">Numbers in a row.</param>
    /// <param name="count">Neighbours of each point, fewer than n.</param>
    /// <param name="pool">Threads to share the points.</param>
    /// <param name="progress">Told the share of points that are answered, from 0 to 1, on any thread.</param>
    /// <param name="cancellation">Ends the search.</param>
    /// <exception cref="ElboException">A point is not finite, or a squared distance is too large for a float.</exception>
    public static Neighbours FindOthers(float[] points, int dimensions, int count, WorkerPool pool, Action<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(pool);
        int n = Points.Count(points, dimensions);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, n - 1);
        var lanes = Pack(points, n, dimensions);
        var found = new Neighbours(count, new int[checked(n * count)], new float[n * count]);
        int items = (n + QueriesAnItem - 1) / QueriesAnItem, done = 0;
        pool.Run(items, item =>
        {
            cancellation.ThrowIfCancellationRequested();
            int first = item * QueriesAnItem;
            Answer(lanes, n, points, dimensions, first, Math.Min(QueriesAnItem, n - first), found);
            progress?.Invoke((double)Interlocked.Increment(ref done) / items);
        });
        return found;
    }

    /// <summary>Rows → <c>[block][dimension][16]</c>; lanes past the last point are infinitely far away.</summary>
    private static AlignedFloats Pack(float[] points, int n, int dimensions)
    {
        var packed = new AlignedFloats(checked((n + Lanes - 1) / Lanes * Lanes * dimensions));
        var lanes = packed.Span;
        lanes[(n / Lanes * Lanes * dimensions)..].Fill(float.PositiveInfinity);
        for (int i = 0; i < n; i++)
        {
            int block = i / Lanes * Lanes * dimensions, lane = i % Lanes;
            for (int d = 0; d < dimensions; d++) lanes[block + (d * Lanes) + lane] = points[(i * dimensions) + d];
        }
        return packed;
    }

    private static void Answer(AlignedFloats lanes, int n, float[] queries, int dimensions, int first, int number, Neighbours found)
    {
        int count = found.Count, blocks = (n + Lanes - 1) / Lanes, strip = Math.Max(1, StripFloats / (Lanes * dimensions));
        // Queries past the last repeat it and are forgotten.
        int groups = (number + QueriesAtOnce - 1) / QueriesAtOnce;
        var keys = new ulong[groups * QueriesAtOnce * count];
        for (int q = 0; q < groups * QueriesAtOnce; q++) new NeighbourHeap(keys.AsSpan(q * count, count)).Clear();
        for (int start = 0; start < blocks; start += strip)
        {
            var some = lanes.Vectors.Slice(start * dimensions, Math.Min(strip, blocks - start) * dimensions);
            for (int group = 0; group < groups; group++)
                Pass(some, start * Lanes, queries, dimensions, first + (group * QueriesAtOnce), first + number - 1, keys.AsSpan(group * QueriesAtOnce * count), count);
        }
        for (int q = 0; q < number; q++)
        {
            int at = (first + q) * count;
            new NeighbourHeap(keys.AsSpan(q * count, count)).Sorted(found.Indices.AsSpan(at, count), found.SquaredDistances.AsSpan(at, count));
            if (found.Indices[at + count - 1] < 0)
                throw new ElboException($"Point {first + q} is so far from others that their distance has no number; scale the points down.");
        }
    }

    /// <summary>Four queries, of which those past <paramref name="last"/> stand for that one, over a strip of points.</summary>
    private static void Pass(ReadOnlySpan<Vector512<float>> points, int firstPoint, float[] queries, int dimensions, int first, int last, Span<ulong> keys, int count)
    {
        ReadOnlySpan<float> a = Row(queries, Math.Min(first, last), dimensions), b = Row(queries, Math.Min(first + 1, last), dimensions),
            c = Row(queries, Math.Min(first + 2, last), dimensions), d = Row(queries, Math.Min(first + 3, last), dimensions);
        NeighbourHeap heapA = new(keys[..count]), heapB = new(keys.Slice(count, count)), heapC = new(keys.Slice(2 * count, count)), heapD = new(keys.Slice(3 * count, count));
        Vector512<float> limitA = Vector512.Create(heapA.Limit), limitB = Vector512.Create(heapB.Limit), limitC = Vector512.Create(heapC.Limit), limitD = Vector512.Create(heapD.Limit);
        for (int block = 0; block < points.Length; block += dimensions)
        {
            var rows = points.Slice(block, dimensions);
            Vector512<float> sumA = default, sumB = default, sumC = default, sumD = default;
            for (int k = 0; k < rows.Length; k++)
            {
                var point = rows[k];
                sumA = Squared(point, a[k], sumA);
                sumB = Squared(point, b[k], sumB);
                sumC = Squared(point, c[k], sumC);
                sumD = Squared(point, d[k], sumD);
            }
            // No lane past the last point can be near: its distance is infinite, or NaN where a query is.
            int from = firstPoint + (block / dimensions * Lanes);
            if (Vector512.LessThanAny(sumA, limitA)) limitA = Offer(heapA, sumA, limitA, from, first);
            if (Vector512.LessThanAny(sumB, limitB)) limitB = Offer(heapB, sumB, limitB, from, first + 1);
            if (Vector512.LessThanAny(sumC, limitC)) limitC = Offer(heapC, sumC, limitC, from, first + 2);
            if (Vector512.LessThanAny(sumD, limitD)) limitD = Offer(heapD, sumD, limitD, from, first + 3);
        }
    }

    private static ReadOnlySpan<float> Row(float[] queries, int query, int dimensions) => queries.AsSpan(query * dimensions, dimensions);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Squared(Vector512<float> point, float query, Vector512<float> sum)
    {
        var difference = point - Vector512.Create(query);
        return Vector512.FusedMultiplyAdd(difference, difference, sum);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector512<float> Offer(NeighbourHeap heap, Vector512<float> distances, Vector512<float> limit, int from, int self)
    {
        ulong near = Vector512.LessThan(distances, limit).ExtractMostSignificantBits();
        Span<float> each = stackalloc float[Lanes];
        MemoryMarshal.Cast<float, Vector512<float>>(each)[0] = distances;
        for (; near != 0; near &= near - 1)
        {
            int lane = System.Numerics.BitOperations.TrailingZeroCount(near);
            if (from + lane != self) heap.Offer(each[lane], from + lane);
        }
        return Vector512.Create(heap.Limit);
    }
}
