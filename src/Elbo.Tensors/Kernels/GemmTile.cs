using System.Runtime.Intrinsics;

namespace Elbo.Tensors.Kernels;

/// <summary>
/// One tile of a matrix product: <c>rows × 32</c> sums, each a single chain of fused multiply-adds in the order of k,
/// so that every vector width gives the same bits.
/// </summary>
/// <remarks>
/// <c>c[r][n] = Σ_segment Σ_k a[segment·ASegment + r·ARow + k·AStep] · b[segment·BSegment + k·BStep + n]</c>, n = 0 … 31.
/// </remarks>
internal unsafe struct GemmTile
{
    public float* A;
    public nint ARow, AStep, ASegment;
    public float* B;
    public nint BStep, BSegment;
    public float* C;
    public nint CRow;
    public int Depth, Segments;

    /// <summary>Start from what <see cref="C"/> holds rather than from zero.</summary>
    public bool Continue;

    /// <summary>Runs any number of rows by the widest kernel of this machine.</summary>
    public readonly void Run(int rows)
    {
        var tile = this;
        for (; rows >= 12; rows -= 12) Step(ref tile, 12);
        for (; rows >= 4; rows -= 4) Step(ref tile, 4);
        for (; rows >= 1; rows--) Step(ref tile, 1);
    }

    private static void Step(ref GemmTile tile, int rows)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            if (rows == 12) GemmTile512.Rows12(tile);
            else if (rows == 4) GemmTile512.Rows4(tile);
            else GemmTile512.Rows1(tile);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            if (rows == 12) GemmTile256.Rows12(tile);
            else if (rows == 4) GemmTile256.Rows4(tile);
            else GemmTile256.Rows1(tile);
        }
        else if (rows == 12) GemmTile128.Rows12(tile);
        else if (rows == 4) GemmTile128.Rows4(tile);
        else GemmTile128.Rows1(tile);
        tile.A += rows * tile.ARow;
        tile.C += rows * tile.CRow;
    }
}
