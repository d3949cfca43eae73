using System.Runtime.Intrinsics;

namespace Elbo.Tensors.Kernels;

/// <summary>Sums whose order is fixed by the data's layout alone, never by threads or vector width.</summary>
internal static unsafe class Reduce
{
    /// <summary>Floats whose squares are summed as one unit before the units are added in order.</summary>
    public const int Chunk = 8192;

    /// <summary>The sum of 32 lanes by halving: 32 → 16 → 8 → 4 → 2 → 1.</summary>
    public static float Lanes(Vector512<float> low, Vector512<float> high)
    {
        var sixteen = low + high;
        var eight = sixteen.GetLower() + sixteen.GetUpper();
        var four = eight.GetLower() + eight.GetUpper();
        return (four[0] + four[2]) + (four[1] + four[3]);
    }

    /// <summary>The sum of squares of one unit of at most <see cref="Chunk"/> floats, a multiple of 32.</summary>
    public static double SumOfSquares(float* values, int count)
    {
        Vector512<float> low = default, high = default;
        for (int i = 0; i < count; i += 32)
        {
            var a = Vector512.Load(values + i);
            var b = Vector512.Load(values + i + 16);
            low = Vector512.FusedMultiplyAdd(a, a, low);
            high = Vector512.FusedMultiplyAdd(b, b, high);
        }
        return Lanes(low, high);
    }
}
