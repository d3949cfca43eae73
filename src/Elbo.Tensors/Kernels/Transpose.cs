using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using V = System.Runtime.Intrinsics.Vector128<float>;

namespace Elbo.Tensors.Kernels;

/// <summary>Turns lanes into rows: <c>[feature][32]</c> → <c>[32][feature]</c>, which weight gradients read.</summary>
internal static unsafe class Transpose
{
    /// <summary>Transposes features <paramref name="first"/> … <paramref name="last"/> − 1 of one block.</summary>
    /// <remarks>Reads <paramref name="lanes"/> <c>[feature][32]</c>; row r of the result begins at <c>rows + r × stride</c>.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Block(float* lanes, float* rows, nint stride, int first, int last)
    {
        int f = first;
        for (; f + 4 <= last; f += 4)
        {
            float* source = lanes + ((nint)f * Lanes.Width);
            for (int lane = 0; lane < Lanes.Width; lane += 4)
            {
                V a = Vector128.Load(source + lane), b = Vector128.Load(source + 32 + lane);
                V c = Vector128.Load(source + 64 + lane), d = Vector128.Load(source + 96 + lane);
                V ab0 = ZipLow(a, b), ab1 = ZipHigh(a, b), cd0 = ZipLow(c, d), cd1 = ZipHigh(c, d);
                float* target = rows + (lane * stride) + f;
                Vector128.Create(ab0.GetLower(), cd0.GetLower()).Store(target);
                Vector128.Create(ab0.GetUpper(), cd0.GetUpper()).Store(target + stride);
                Vector128.Create(ab1.GetLower(), cd1.GetLower()).Store(target + (2 * stride));
                Vector128.Create(ab1.GetUpper(), cd1.GetUpper()).Store(target + (3 * stride));
            }
        }
        for (; f < last; f++)
        {
            for (int lane = 0; lane < Lanes.Width; lane++)
                rows[(lane * stride) + f] = lanes[((nint)f * Lanes.Width) + lane];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V ZipLow(V a, V b)
    {
        if (Sse.IsSupported) return Sse.UnpackLow(a, b);
        if (AdvSimd.Arm64.IsSupported) return AdvSimd.Arm64.ZipLow(a, b);
        return Vector128.Create(a[0], b[0], a[1], b[1]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V ZipHigh(V a, V b)
    {
        if (Sse.IsSupported) return Sse.UnpackHigh(a, b);
        if (AdvSimd.Arm64.IsSupported) return AdvSimd.Arm64.ZipHigh(a, b);
        return Vector128.Create(a[2], b[2], a[3], b[3]);
    }
}
