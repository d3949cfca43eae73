using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using D = System.Runtime.Intrinsics.Vector128<double>;
using V = System.Runtime.Intrinsics.Vector128<float>;

namespace Elbo.Tensors.Kernels;

/// <summary>Turns lanes into rows: <c>[feature][32]</c> → <c>[32][feature]</c>, which weight gradients read.</summary>
internal static unsafe class Transpose
{
    /// <summary>Transposes features <paramref name="first"/> … <paramref name="last"/> − 1 of one block.</summary>
    /// <remarks>Reads <paramref name="lanes"/> <c>[feature][32]</c>; row r of the result begins at <c>rows + r × stride</c>.</remarks>
    public static void Block(float* lanes, float* rows, nint stride, int first, int last) =>
        Block(lanes, Lanes.Width, rows, stride, first, last);

    /// <summary>The same where <paramref name="lanesStride"/> floats lie between features.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Block(float* lanes, nint lanesStride, float* rows, nint stride, int first, int last)
    {
        int f = first;
        for (; f + 4 <= last; f += 4)
        {
            float* source = lanes + (f * lanesStride);
            for (int lane = 0; lane < Lanes.Width; lane += 4)
            {
                V a = Vector128.Load(source + lane), b = Vector128.Load(source + lanesStride + lane);
                V c = Vector128.Load(source + (2 * lanesStride) + lane), d = Vector128.Load(source + (3 * lanesStride) + lane);
                D ab0 = ZipLow(a, b).AsDouble(), ab1 = ZipHigh(a, b).AsDouble();
                D cd0 = ZipLow(c, d).AsDouble(), cd1 = ZipHigh(c, d).AsDouble();
                float* target = rows + (lane * stride) + f;
                ZipLow(ab0, cd0).AsSingle().Store(target);
                ZipHigh(ab0, cd0).AsSingle().Store(target + stride);
                ZipLow(ab1, cd1).AsSingle().Store(target + (2 * stride));
                ZipHigh(ab1, cd1).AsSingle().Store(target + (3 * stride));
            }
        }
        for (; f < last; f++)
        {
            for (int lane = 0; lane < Lanes.Width; lane++)
                rows[(lane * stride) + f] = lanes[(f * lanesStride) + lane];
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static D ZipLow(D a, D b)
    {
        if (Sse2.IsSupported) return Sse2.UnpackLow(a, b);
        if (AdvSimd.Arm64.IsSupported) return AdvSimd.Arm64.ZipLow(a, b);
        return Vector128.Create(a[0], b[0]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static D ZipHigh(D a, D b)
    {
        if (Sse2.IsSupported) return Sse2.UnpackHigh(a, b);
        if (AdvSimd.Arm64.IsSupported) return AdvSimd.Arm64.ZipHigh(a, b);
        return Vector128.Create(a[1], b[1]);
    }
}
