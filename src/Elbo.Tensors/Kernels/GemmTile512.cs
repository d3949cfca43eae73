using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Elbo.Tensors.Kernels;

/// <summary>The tile in 512-bit vectors: 12 rows × 2 vectors fill 24 of 32 registers.</summary>
internal static unsafe class GemmTile512
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Rows12(in GemmTile t)
    {
        float* c = t.C;
        nint cRow = t.CRow, row = t.ARow, row2 = 2 * t.ARow, aStep = t.AStep, bStep = t.BStep;
        Vector512<float>
            c00 = default, c01 = default,
            c10 = default, c11 = default,
            c20 = default, c21 = default,
            c30 = default, c31 = default,
            c40 = default, c41 = default,
            c50 = default, c51 = default,
            c60 = default, c61 = default,
            c70 = default, c71 = default,
            c80 = default, c81 = default,
            c90 = default, c91 = default,
            cA0 = default, cA1 = default,
            cB0 = default, cB1 = default;
        if (t.Continue)
        {
            c00 = Vector512.Load(c);
            c01 = Vector512.Load(c + 16);
            c10 = Vector512.Load(c + cRow);
            c11 = Vector512.Load(c + cRow + 16);
            c20 = Vector512.Load(c + (2 * cRow));
            c21 = Vector512.Load(c + (2 * cRow) + 16);
            c30 = Vector512.Load(c + (3 * cRow));
            c31 = Vector512.Load(c + (3 * cRow) + 16);
            c40 = Vector512.Load(c + (4 * cRow));
            c41 = Vector512.Load(c + (4 * cRow) + 16);
            c50 = Vector512.Load(c + (5 * cRow));
            c51 = Vector512.Load(c + (5 * cRow) + 16);
            c60 = Vector512.Load(c + (6 * cRow));
            c61 = Vector512.Load(c + (6 * cRow) + 16);
            c70 = Vector512.Load(c + (7 * cRow));
            c71 = Vector512.Load(c + (7 * cRow) + 16);
            c80 = Vector512.Load(c + (8 * cRow));
            c81 = Vector512.Load(c + (8 * cRow) + 16);
            c90 = Vector512.Load(c + (9 * cRow));
            c91 = Vector512.Load(c + (9 * cRow) + 16);
            cA0 = Vector512.Load(c + (10 * cRow));
            cA1 = Vector512.Load(c + (10 * cRow) + 16);
            cB0 = Vector512.Load(c + (11 * cRow));
            cB1 = Vector512.Load(c + (11 * cRow) + 16);
        }
        for (int panel = 0; panel < t.Panels; panel++)
        {
            for (int segment = 0; segment < t.Segments; segment++)
            {
                float* b = t.B + (panel * t.BPanel) + (segment * t.BSegment);
                float* a0 = t.A + (panel * t.APanel) + (segment * t.ASegment);
                float* a3 = a0 + (3 * row), a6 = a0 + (6 * row), a9 = a0 + (9 * row);
                for (int k = t.Depth; k > 0; k--)
                {
                    Vector512<float> b0 = Vector512.Load(b), b1 = Vector512.Load(b + 16);
                    Vector512<float> x0 = Vector512.Create(*a0);
                    c00 = Vector512.FusedMultiplyAdd(x0, b0, c00);
                    c01 = Vector512.FusedMultiplyAdd(x0, b1, c01);
                    Vector512<float> x1 = Vector512.Create(a0[row]);
                    c10 = Vector512.FusedMultiplyAdd(x1, b0, c10);
                    c11 = Vector512.FusedMultiplyAdd(x1, b1, c11);
                    Vector512<float> x2 = Vector512.Create(a0[row2]);
                    c20 = Vector512.FusedMultiplyAdd(x2, b0, c20);
                    c21 = Vector512.FusedMultiplyAdd(x2, b1, c21);
                    Vector512<float> x3 = Vector512.Create(*a3);
                    c30 = Vector512.FusedMultiplyAdd(x3, b0, c30);
                    c31 = Vector512.FusedMultiplyAdd(x3, b1, c31);
                    Vector512<float> x4 = Vector512.Create(a3[row]);
                    c40 = Vector512.FusedMultiplyAdd(x4, b0, c40);
                    c41 = Vector512.FusedMultiplyAdd(x4, b1, c41);
                    Vector512<float> x5 = Vector512.Create(a3[row2]);
                    c50 = Vector512.FusedMultiplyAdd(x5, b0, c50);
                    c51 = Vector512.FusedMultiplyAdd(x5, b1, c51);
                    Vector512<float> x6 = Vector512.Create(*a6);
                    c60 = Vector512.FusedMultiplyAdd(x6, b0, c60);
                    c61 = Vector512.FusedMultiplyAdd(x6, b1, c61);
                    Vector512<float> x7 = Vector512.Create(a6[row]);
                    c70 = Vector512.FusedMultiplyAdd(x7, b0, c70);
                    c71 = Vector512.FusedMultiplyAdd(x7, b1, c71);
                    Vector512<float> x8 = Vector512.Create(a6[row2]);
                    c80 = Vector512.FusedMultiplyAdd(x8, b0, c80);
                    c81 = Vector512.FusedMultiplyAdd(x8, b1, c81);
                    Vector512<float> x9 = Vector512.Create(*a9);
                    c90 = Vector512.FusedMultiplyAdd(x9, b0, c90);
                    c91 = Vector512.FusedMultiplyAdd(x9, b1, c91);
                    Vector512<float> xA = Vector512.Create(a9[row]);
                    cA0 = Vector512.FusedMultiplyAdd(xA, b0, cA0);
                    cA1 = Vector512.FusedMultiplyAdd(xA, b1, cA1);
                    Vector512<float> xB = Vector512.Create(a9[row2]);
                    cB0 = Vector512.FusedMultiplyAdd(xB, b0, cB0);
                    cB1 = Vector512.FusedMultiplyAdd(xB, b1, cB1);
                    a0 += aStep; a3 += aStep; a6 += aStep; a9 += aStep;
                    b += bStep;
                }
            }
        }
        c00.Store(c);
        c01.Store(c + 16);
        c10.Store(c + cRow);
        c11.Store(c + cRow + 16);
        c20.Store(c + (2 * cRow));
        c21.Store(c + (2 * cRow) + 16);
        c30.Store(c + (3 * cRow));
        c31.Store(c + (3 * cRow) + 16);
        c40.Store(c + (4 * cRow));
        c41.Store(c + (4 * cRow) + 16);
        c50.Store(c + (5 * cRow));
        c51.Store(c + (5 * cRow) + 16);
        c60.Store(c + (6 * cRow));
        c61.Store(c + (6 * cRow) + 16);
        c70.Store(c + (7 * cRow));
        c71.Store(c + (7 * cRow) + 16);
        c80.Store(c + (8 * cRow));
        c81.Store(c + (8 * cRow) + 16);
        c90.Store(c + (9 * cRow));
        c91.Store(c + (9 * cRow) + 16);
        cA0.Store(c + (10 * cRow));
        cA1.Store(c + (10 * cRow) + 16);
        cB0.Store(c + (11 * cRow));
        cB1.Store(c + (11 * cRow) + 16);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Rows4(in GemmTile t)
    {
        float* c = t.C;
        nint cRow = t.CRow, row = t.ARow, row2 = 2 * t.ARow, aStep = t.AStep, bStep = t.BStep;
        Vector512<float>
            c00 = default, c01 = default,
            c10 = default, c11 = default,
            c20 = default, c21 = default,
            c30 = default, c31 = default;
        if (t.Continue)
        {
            c00 = Vector512.Load(c);
            c01 = Vector512.Load(c + 16);
            c10 = Vector512.Load(c + cRow);
            c11 = Vector512.Load(c + cRow + 16);
            c20 = Vector512.Load(c + (2 * cRow));
            c21 = Vector512.Load(c + (2 * cRow) + 16);
            c30 = Vector512.Load(c + (3 * cRow));
            c31 = Vector512.Load(c + (3 * cRow) + 16);
        }
        for (int panel = 0; panel < t.Panels; panel++)
        {
            for (int segment = 0; segment < t.Segments; segment++)
            {
                float* b = t.B + (panel * t.BPanel) + (segment * t.BSegment);
                float* a0 = t.A + (panel * t.APanel) + (segment * t.ASegment);
                float* a3 = a0 + (3 * row);
                for (int k = t.Depth; k > 0; k--)
                {
                    Vector512<float> b0 = Vector512.Load(b), b1 = Vector512.Load(b + 16);
                    Vector512<float> x0 = Vector512.Create(*a0);
                    c00 = Vector512.FusedMultiplyAdd(x0, b0, c00);
                    c01 = Vector512.FusedMultiplyAdd(x0, b1, c01);
                    Vector512<float> x1 = Vector512.Create(a0[row]);
                    c10 = Vector512.FusedMultiplyAdd(x1, b0, c10);
                    c11 = Vector512.FusedMultiplyAdd(x1, b1, c11);
                    Vector512<float> x2 = Vector512.Create(a0[row2]);
                    c20 = Vector512.FusedMultiplyAdd(x2, b0, c20);
                    c21 = Vector512.FusedMultiplyAdd(x2, b1, c21);
                    Vector512<float> x3 = Vector512.Create(*a3);
                    c30 = Vector512.FusedMultiplyAdd(x3, b0, c30);
                    c31 = Vector512.FusedMultiplyAdd(x3, b1, c31);
                    a0 += aStep; a3 += aStep;
                    b += bStep;
                }
            }
        }
        c00.Store(c);
        c01.Store(c + 16);
        c10.Store(c + cRow);
        c11.Store(c + cRow + 16);
        c20.Store(c + (2 * cRow));
        c21.Store(c + (2 * cRow) + 16);
        c30.Store(c + (3 * cRow));
        c31.Store(c + (3 * cRow) + 16);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Rows3(in GemmTile t)
    {
        float* c = t.C;
        nint cRow = t.CRow, row = t.ARow, row2 = 2 * t.ARow, aStep = t.AStep, bStep = t.BStep;
        Vector512<float>
            c00 = default, c01 = default,
            c10 = default, c11 = default,
            c20 = default, c21 = default;
        if (t.Continue)
        {
            c00 = Vector512.Load(c);
            c01 = Vector512.Load(c + 16);
            c10 = Vector512.Load(c + cRow);
            c11 = Vector512.Load(c + cRow + 16);
            c20 = Vector512.Load(c + (2 * cRow));
            c21 = Vector512.Load(c + (2 * cRow) + 16);
        }
        for (int panel = 0; panel < t.Panels; panel++)
        {
            for (int segment = 0; segment < t.Segments; segment++)
            {
                float* b = t.B + (panel * t.BPanel) + (segment * t.BSegment);
                float* a0 = t.A + (panel * t.APanel) + (segment * t.ASegment);
                for (int k = t.Depth; k > 0; k--)
                {
                    Vector512<float> b0 = Vector512.Load(b), b1 = Vector512.Load(b + 16);
                    Vector512<float> x0 = Vector512.Create(*a0);
                    c00 = Vector512.FusedMultiplyAdd(x0, b0, c00);
                    c01 = Vector512.FusedMultiplyAdd(x0, b1, c01);
                    Vector512<float> x1 = Vector512.Create(a0[row]);
                    c10 = Vector512.FusedMultiplyAdd(x1, b0, c10);
                    c11 = Vector512.FusedMultiplyAdd(x1, b1, c11);
                    Vector512<float> x2 = Vector512.Create(a0[row2]);
                    c20 = Vector512.FusedMultiplyAdd(x2, b0, c20);
                    c21 = Vector512.FusedMultiplyAdd(x2, b1, c21);
                    a0 += aStep;
                    b += bStep;
                }
            }
        }
        c00.Store(c);
        c01.Store(c + 16);
        c10.Store(c + cRow);
        c11.Store(c + cRow + 16);
        c20.Store(c + (2 * cRow));
        c21.Store(c + (2 * cRow) + 16);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Rows1(in GemmTile t)
    {
        float* c = t.C;
        nint aStep = t.AStep, bStep = t.BStep;
        Vector512<float>
            c00 = default, c01 = default;
        if (t.Continue)
        {
            c00 = Vector512.Load(c);
            c01 = Vector512.Load(c + 16);
        }
        for (int panel = 0; panel < t.Panels; panel++)
        {
            for (int segment = 0; segment < t.Segments; segment++)
            {
                float* b = t.B + (panel * t.BPanel) + (segment * t.BSegment);
                float* a0 = t.A + (panel * t.APanel) + (segment * t.ASegment);
                for (int k = t.Depth; k > 0; k--)
                {
                    Vector512<float> b0 = Vector512.Load(b), b1 = Vector512.Load(b + 16);
                    Vector512<float> x0 = Vector512.Create(*a0);
                    c00 = Vector512.FusedMultiplyAdd(x0, b0, c00);
                    c01 = Vector512.FusedMultiplyAdd(x0, b1, c01);
                    a0 += aStep;
                    b += bStep;
                }
            }
        }
        c00.Store(c);
        c01.Store(c + 16);
    }
}
