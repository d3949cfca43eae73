using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Elbo.Maps;

/// <summary>How points of a map pull at each other: Σ_j p_ij (y_i − y_j) / (1 + |y_i − y_j|²).</summary>
internal static class Attraction
{
    /// <summary>The pull at some points.</summary>
    /// <param name="affinities">Probabilities of pairs.</param>
    /// <param name="places">The map, <c>[n][2]</c>.</param>
    /// <param name="first">The first of the points.</param>
    /// <param name="forces">Receives theirs, <c>[…][2]</c>.</param>
    public static void Forces(Affinities affinities, ReadOnlySpan<float> places, int first, Span<float> forces)
    {
        // Both coordinates of a place are one load.
        var pairs = MemoryMarshal.Cast<float, ulong>(places);
        for (int i = 0; i < forces.Length / 2; i++)
        {
            int start = affinities.Starts[first + i], length = affinities.Starts[first + i + 1] - start;
            var columns = affinities.Columns.AsSpan(start, length);
            var values = MemoryMarshal.Cast<float, Vector128<float>>(affinities.Values.AsSpan(start, length));
            var here = Vector256.Create(pairs[first + i]).AsSingle();
            var sum = Vector256<float>.Zero;
            for (int g = 0; g < values.Length; g++)
            {
                var four = columns.Slice(g * Affinities.Group, Affinities.Group);
                var there = Vector256.Create(pairs[four[0]], pairs[four[1]], pairs[four[2]], pairs[four[3]]).AsSingle();
                var difference = here - there;
                var square = difference * difference;
                var distance = square + Vector256.Shuffle(square, Vector256.Create(1, 0, 3, 2, 5, 4, 7, 6));
                var p = Vector256.Shuffle(Vector256.Create(values[g], values[g]), Vector256.Create(0, 0, 1, 1, 2, 2, 3, 3));
                sum = Vector256.FusedMultiplyAdd(p / (Vector256<float>.One + distance), difference, sum);
            }
            var halves = sum.GetLower() + sum.GetUpper();
            forces[2 * i] = halves[0] + halves[2];
            forces[(2 * i) + 1] = halves[1] + halves[3];
        }
    }
}
