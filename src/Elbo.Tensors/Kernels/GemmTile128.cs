using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Elbo.Tensors.Kernels;

/// <summary>The tile in portable 128-bit vectors (SSE, ARM64 NEON): 6 rows × 2 vectors fill 12 registers.</summary>
internal static unsafe class GemmTile128
{
    public static void Rows12(in GemmTile t)
    {
        for (int column = 0; column < Lanes.Width; column += 8)
        {
            Rows6(t, 0, column);
            Rows6(t, 6, column);
        }
    }

    public static void Rows4(in GemmTile t)
    {
        for (int column = 0; column < Lanes.Width; column += 8) Rows4(t, column);
    }

    public static void Rows3(in GemmTile t)
    {
        for (int column = 0; column < Lanes.Width; column += 8) Rows3(t, column);
    }

    public static void Rows1(in GemmTile t)
    {
        for (int column = 0; column < Lanes.Width; column += 8) Rows1(t, column);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows6(in GemmTile t, int first, int column)
    {
        float* c = t.C + (first * t.CRow) + column;
        nint cRow = t.CRow, row = t.ARow, row2 = 2 * t.ARow, aStep = t.AStep, bStep = t.BStep;
        Vector128<float>
            c00 = default, c01 = default,
            c10 = default, c11 = default,
            c20 = default, c21 = default,
            c30 = default, c31 = default,
            c40 = default, c41 = default,
            c50 = default, c51 = default;
        if (t.Continue)
        {
            c00 = Vector128.Load(c);
            c01 = Vector128.Load(c + 4);
            c10 = Vector128.Load(c + cRow);
            c11 = Vector128.Load(c + cRow + 4);
            c20 = Vector128.Load(c + (2 * cRow));
            c21 = Vector128.Load(c + (2 * cRow) + 4);
            c30 = Vector128.Load(c + (3 * cRow));
            c31 = Vector128.Load(c + (3 * cRow) + 4);
            c40 = Vector128.Load(c + (4 * cRow));
            c41 = Vector128.Load(c + (4 * cRow) + 4);
            c50 = Vector128.Load(c + (5 * cRow));
            c51 = Vector128.Load(c + (5 * cRow) + 4);
        }
        for (int panel = 0; panel < t.Panels; panel++)
        {
            for (int segment = 0; segment < t.Segments; segment++)
            {
                float* b = t.B + (panel * t.BPanel) + (segment * t.BSegment) + column;
                float* a0 = t.A + (panel * t.APanel) + (segment * t.ASegment) + (first * t.ARow);
                float* a3 = a0 + (3 * row);
                for (int k = t.Depth; k > 0; k--)
                {
                    Vector128<float> b0 = Vector128.Load(b), b1 = Vector128.Load(b + 4);
                    Vector128<float> x0 = Vector128.Create(*a0);
                    c00 = Vector128.FusedMultiplyAdd(x0, b0, c00);
                    c01 = Vector128.FusedMultiplyAdd(x0, b1, c01);
                    Vector128<float> x1 = Vector128.Create(a0[row]);
                    c10 = Vector128.FusedMultiplyAdd(x1, b0, c10);
                    c11 = Vector128.FusedMultiplyAdd(x1, b1, c11);
                    Vector128<float> x2 = Vector128.Create(a0[row2]);
                    c20 = Vector128.FusedMultiplyAdd(x2, b0, c20);
                    c21 = Vector128.FusedMultiplyAdd(x2, b1, c21);
                    Vector128<float> x3 = Vector128.Create(*a3);
                    c30 = Vector128.FusedMultiplyAdd(x3, b0, c30);
                    c31 = Vector128.FusedMultiplyAdd(x3, b1, c31);
                    Vector128<float> x4 = Vector128.Create(a3[row]);
                    c40 = Vector128.FusedMultiplyAdd(x4, b0, c40);
                    c41 = Vector128.FusedMultiplyAdd(x4, b1, c41);
                    Vector128<float> x5 = Vector128.Create(a3[row2]);
                    c50 = Vector128.FusedMultiplyAdd(x5, b0, c50);
                    c51 = Vector128.FusedMultiplyAdd(x5, b1, c51);
                    a0 += aStep; a3 += aStep;
                    b += bStep;
                }
            }
        }
        c00.Store(c);
        c01.Store(c + 4);
        c10.Store(c + cRow);
        c11.Store(c + cRow + 4);
        c20.Store(c + (2 * cRow));
        c21.Store(c + (2 * cRow) + 4);
        c30.Store(c + (3 * cRow));
        c31.Store(c + (3 * cRow) + 4);
        c40.Store(c + (4 * cRow));
        c41.Store(c + (4 * cRow) + 4);
        c50.Store(c + (5 * cRow));
        c51.Store(c + (5 * cRow) + 4);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows4(in GemmTile t, int column)
    {
        float* c = t.C + column;
        nint cRow = t.CRow, row = t.ARow, row2 = 2 * t.ARow, aStep = t.AStep, bStep = t.BStep;
        Vector128<float>
            c00 = default, c01 = default,
            c10 = default, c11 = default,
            c20 = default, c21 = default,
            c30 = default, c31 = default;
        if (t.Continue)
        {
            c00 = Vector128.Load(c);
            c01 = Vector128.Load(c + 4);
            c10 = Vector128.Load(c + cRow);
            c11 = Vector128.Load(c + cRow + 4);
            c20 = Vector128.Load(c + (2 * cRow));
            c21 = Vector128.Load(c + (2 * cRow) + 4);
            c30 = Vector128.Load(c + (3 * cRow));
            c31 = Vector128.Load(c + (3 * cRow) + 4);
        }
        for (int panel = 0; panel < t.Panels; panel++)
        {
            for (int segment = 0; segment < t.Segments; segment++)
            {
                float* b = t.B + (panel * t.BPanel) + (segment * t.BSegment) + column;
                float* a0 = t.A + (panel * t.APanel) + (segment * t.ASegment);
                float* a3 = a0 + (3 * row);
                for (int k = t.Depth; k > 0; k--)
                {
                    Vector128<float> b0 = Vector128.Load(b), b1 = Vector128.Load(b + 4);
                    Vector128<float> x0 = Vector128.Create(*a0);
                    c00 = Vector128.FusedMultiplyAdd(x0, b0, c00);
                    c01 = Vector128.FusedMultiplyAdd(x0, b1, c01);
                    Vector128<float> x1 = Vector128.Create(a0[row]);
                    c10 = Vector128.FusedMultiplyAdd(x1, b0, c10);
                    c11 = Vector128.FusedMultiplyAdd(x1, b1, c11);
                    Vector128<float> x2 = Vector128.Create(a0[row2]);
                    c20 = Vector128.FusedMultiplyAdd(x2, b0, c20);
                    c21 = Vector128.FusedMultiplyAdd(x2, b1, c21);
                    Vector128<float> x3 = Vector128.Create(*a3);
                    c30 = Vector128.FusedMultiplyAdd(x3, b0, c30);
                    c31 = Vector128.FusedMultiplyAdd(x3, b1, c31);
                    a0 += aStep; a3 += aStep;
                    b += bStep;
                }
            }
        }
        c00.Store(c);
        c01.Store(c + 4);
        c10.Store(c + cRow);
        c11.Store(c + cRow + 4);
        c20.Store(c + (2 * cRow));
        c21.Store(c + (2 * cRow) + 4);
        c30.Store(c + (3 * cRow));
        c31.Store(c + (3 * cRow) + 4);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows3(in GemmTile t, int column)
    {
        float* c = t.C + column;
        nint cRow = t.CRow, row = t.ARow, row2 = 2 * t.ARow, aStep = t.AStep, bStep = t.BStep;
        Vector128<float>
            c00 = default, c01 = default,
            c10 = default, c11 = default,
            c20 = default, c21 = default;
        if (t.Continue)
        {
            c00 = Vector128.Load(c);
            c01 = Vector128.Load(c + 4);
            c10 = Vector128.Load(c + cRow);
            c11 = Vector128.Load(c + cRow + 4);
            c20 = Vector128.Load(c + (2 * cRow));
            c21 = Vector128.Load(c + (2 * cRow) + 4);
        }
        for (int panel = 0; panel < t.Panels; panel++)
        {
            for (int segment = 0; segment < t.Segments; segment++)
            {
                float* b = t.B + (panel * t.BPanel) + (segment * t.BSegment) + column;
                float* a0 = t.A + (panel * t.APanel) + (segment * t.ASegment);
                for (int k = t.Depth; k > 0; k--)
                {
                    Vector128<float> b0 = Vector128.Load(b), b1 = Vector128.Load(b + 4);
                    Vector128<float> x0 = Vector128.Create(*a0);
                    c00 = Vector128.FusedMultiplyAdd(x0, b0, c00);
                    c01 = Vector128.FusedMultiplyAdd(x0, b1, c01);
                    Vector128<float> x1 = Vector128.Create(a0[row]);
                    c10 = Vector128.FusedMultiplyAdd(x1, b0, c10);
                    c11 = Vector128.FusedMultiplyAdd(x1, b1, c11);
                    Vector128<float> x2 = Vector128.Create(a0[row2]);
                    c20 = Vector128.FusedMultiplyAdd(x2, b0, c20);
                    c21 = Vector128.FusedMultiplyAdd(x2, b1, c21);
                    a0 += aStep;
                    b += bStep;
                }
            }
        }
        c00.Store(c);
        c01.Store(c + 4);
        c10.Store(c + cRow);
        c11.Store(c + cRow + 4);
        c20.Store(c + (2 * cRow));
        c21.Store(c + (2 * cRow) + 4);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows1(in GemmTile t, int column)
    {
        float* c = t.C + column;
        nint aStep = t.AStep, bStep = t.BStep;
        Vector128<float>
            c00 = default, c01 = default;
        if (t.Continue)
        {
            c00 = Vector128.Load(c);
            c01 = Vector128.Load(c + 4);
        }
        for (int panel = 0; panel < t.Panels; panel++)
        {
            for (int segment = 0; segment < t.Segments; segment++)
            {
                float* b = t.B + (panel * t.BPanel) + (segment * t.BSegment) + column;
                float* a0 = t.A + (panel * t.APanel) + (segment * t.ASegment);
                for (int k = t.Depth; k > 0; k--)
                {
                    Vector128<float> b0 = Vector128.Load(b), b1 = Vector128.Load(b + 4);
                    Vector128<float> x0 = Vector128.Create(*a0);
                    c00 = Vector128.FusedMultiplyAdd(x0, b0, c00);
                    c01 = Vector128.FusedMultiplyAdd(x0, b1, c01);
                    a0 += aStep;
                    b += bStep;
                }
            }
        }
        c00.Store(c);
        c01.Store(c + 4);
    }
}
