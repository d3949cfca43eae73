using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using V = System.Runtime.Intrinsics.Vector256<float>;

namespace Elbo.Tensors.Kernels;

/// <summary>
/// The first 8 lanes of a tile, for a batch that fills no more: a quarter of the work. The other lanes of the sums are left
/// as they are.
/// </summary>
internal static unsafe class GemmTileFew
{
    /// <summary>Examples that it covers.</summary>
    public const int Lanes = 8;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Rows12(in GemmTile t)
    {
        float* c = t.C;
        nint cRow = t.CRow, row = t.ARow, row2 = 2 * t.ARow, aStep = t.AStep, bStep = t.BStep;
        V c0 = default, c1 = default, c2 = default, c3 = default, c4 = default, c5 = default, c6 = default, c7 = default, c8 = default, c9 = default, cA = default, cB = default;
        if (t.Continue)
        {
            c0 = Vector256.Load(c);
            c1 = Vector256.Load(c + cRow);
            c2 = Vector256.Load(c + (2 * cRow));
            c3 = Vector256.Load(c + (3 * cRow));
            c4 = Vector256.Load(c + (4 * cRow));
            c5 = Vector256.Load(c + (5 * cRow));
            c6 = Vector256.Load(c + (6 * cRow));
            c7 = Vector256.Load(c + (7 * cRow));
            c8 = Vector256.Load(c + (8 * cRow));
            c9 = Vector256.Load(c + (9 * cRow));
            cA = Vector256.Load(c + (10 * cRow));
            cB = Vector256.Load(c + (11 * cRow));
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
                    V b0 = Vector256.Load(b);
                    c0 = Vector256.FusedMultiplyAdd(Vector256.Create(*a0), b0, c0);
                    c1 = Vector256.FusedMultiplyAdd(Vector256.Create(a0[row]), b0, c1);
                    c2 = Vector256.FusedMultiplyAdd(Vector256.Create(a0[row2]), b0, c2);
                    c3 = Vector256.FusedMultiplyAdd(Vector256.Create(*a3), b0, c3);
                    c4 = Vector256.FusedMultiplyAdd(Vector256.Create(a3[row]), b0, c4);
                    c5 = Vector256.FusedMultiplyAdd(Vector256.Create(a3[row2]), b0, c5);
                    c6 = Vector256.FusedMultiplyAdd(Vector256.Create(*a6), b0, c6);
                    c7 = Vector256.FusedMultiplyAdd(Vector256.Create(a6[row]), b0, c7);
                    c8 = Vector256.FusedMultiplyAdd(Vector256.Create(a6[row2]), b0, c8);
                    c9 = Vector256.FusedMultiplyAdd(Vector256.Create(*a9), b0, c9);
                    cA = Vector256.FusedMultiplyAdd(Vector256.Create(a9[row]), b0, cA);
                    cB = Vector256.FusedMultiplyAdd(Vector256.Create(a9[row2]), b0, cB);
                    a0 += aStep; a3 += aStep; a6 += aStep; a9 += aStep;
                    b += bStep;
                }
            }
        }
        c0.Store(c);
        c1.Store(c + cRow);
        c2.Store(c + (2 * cRow));
        c3.Store(c + (3 * cRow));
        c4.Store(c + (4 * cRow));
        c5.Store(c + (5 * cRow));
        c6.Store(c + (6 * cRow));
        c7.Store(c + (7 * cRow));
        c8.Store(c + (8 * cRow));
        c9.Store(c + (9 * cRow));
        cA.Store(c + (10 * cRow));
        cB.Store(c + (11 * cRow));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Rows4(in GemmTile t)
    {
        float* c = t.C;
        nint cRow = t.CRow, row = t.ARow, row2 = 2 * t.ARow, aStep = t.AStep, bStep = t.BStep;
        V c0 = default, c1 = default, c2 = default, c3 = default;
        if (t.Continue)
        {
            c0 = Vector256.Load(c);
            c1 = Vector256.Load(c + cRow);
            c2 = Vector256.Load(c + (2 * cRow));
            c3 = Vector256.Load(c + (3 * cRow));
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
                    V b0 = Vector256.Load(b);
                    c0 = Vector256.FusedMultiplyAdd(Vector256.Create(*a0), b0, c0);
                    c1 = Vector256.FusedMultiplyAdd(Vector256.Create(a0[row]), b0, c1);
                    c2 = Vector256.FusedMultiplyAdd(Vector256.Create(a0[row2]), b0, c2);
                    c3 = Vector256.FusedMultiplyAdd(Vector256.Create(*a3), b0, c3);
                    a0 += aStep; a3 += aStep;
                    b += bStep;
                }
            }
        }
        c0.Store(c);
        c1.Store(c + cRow);
        c2.Store(c + (2 * cRow));
        c3.Store(c + (3 * cRow));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Rows1(in GemmTile t)
    {
        float* c = t.C;
        nint aStep = t.AStep, bStep = t.BStep;
        V c0 = default;
        if (t.Continue)
        {
            c0 = Vector256.Load(c);
        }
        for (int panel = 0; panel < t.Panels; panel++)
        {
            for (int segment = 0; segment < t.Segments; segment++)
            {
                float* b = t.B + (panel * t.BPanel) + (segment * t.BSegment);
                float* a0 = t.A + (panel * t.APanel) + (segment * t.ASegment);
                for (int k = t.Depth; k > 0; k--)
                {
                    V b0 = Vector256.Load(b);
                    c0 = Vector256.FusedMultiplyAdd(Vector256.Create(*a0), b0, c0);
                    a0 += aStep;
                    b += bStep;
                }
            }
        }
        c0.Store(c);
    }
}
