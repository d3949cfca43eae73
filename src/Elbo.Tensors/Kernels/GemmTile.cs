using System.Runtime.Intrinsics;

namespace Elbo.Tensors.Kernels;

/// <summary>
/// One tile of a matrix product: <c>rows × 32</c> sums, each a single chain of fused multiply-adds in the order of k,
/// so that every vector width gives the same bits.
/// </summary>
/// <remarks>
/// <c>c[r][n] = Σ_panel Σ_segment Σ_k a[panel·APanel + segment·ASegment + r·ARow + k·AStep] ·
/// b[panel·BPanel + segment·BSegment + k·BStep + n]</c>, n = 0 … 31: three nested walks, such as the channels, rows and
/// columns of a convolution's window.
/// </remarks>
internal unsafe struct GemmTile
{
    public float* A;
    public nint ARow, AStep, ASegment, APanel;
    public float* B;
    public nint BStep, BSegment, BPanel;
    public float* C;
    public nint CRow;
    public int Depth, Segments, Panels;

    /// <summary>Start from what <see cref="C"/> holds rather than from zero.</summary>
    public bool Continue;

    /// <summary>Only the first <see cref="GemmTileFew.Lanes"/> lanes matter.</summary>
    public bool IsFew;

    /// <summary>Runs any number of rows by the widest kernel of this machine.</summary>
    public readonly void Run(int rows)
    {
        if (rows == 12)
        {
            Rows12(this);
            return;
        }
        var tile = this;
        for (; rows >= 12; rows -= 12)
        {
            Rows12(tile);
            tile.Advance(12);
        }
        for (; rows >= 4; rows -= 4)
        {
            Rows4(tile);
            tile.Advance(4);
        }
        if (rows == 3 && !IsFew)
        {
            Rows3(tile);
            return;
        }
        for (; rows >= 1; rows--)
        {
            Rows1(tile);
            tile.Advance(1);
        }
    }

    private void Advance(int rows)
    {
        A += rows * ARow;
        C += rows * CRow;
    }

    private static void Rows12(in GemmTile tile)
    {
        if (tile.IsFew) GemmTileFew.Rows12(tile);
        else if (Vector512.IsHardwareAccelerated) GemmTile512.Rows12(tile);
        else if (Vector256.IsHardwareAccelerated) GemmTile256.Rows12(tile);
        else GemmTile128.Rows12(tile);
    }

    private static void Rows4(in GemmTile tile)
    {
        if (tile.IsFew) GemmTileFew.Rows4(tile);
        else if (Vector512.IsHardwareAccelerated) GemmTile512.Rows4(tile);
        else if (Vector256.IsHardwareAccelerated) GemmTile256.Rows4(tile);
        else GemmTile128.Rows4(tile);
    }

    private static void Rows3(in GemmTile tile)
    {
        if (Vector512.IsHardwareAccelerated) GemmTile512.Rows3(tile);
        else if (Vector256.IsHardwareAccelerated) GemmTile256.Rows3(tile);
        else GemmTile128.Rows3(tile);
    }

    private static void Rows1(in GemmTile tile)
    {
        if (tile.IsFew) GemmTileFew.Rows1(tile);
        else if (Vector512.IsHardwareAccelerated) GemmTile512.Rows1(tile);
        else if (Vector256.IsHardwareAccelerated) GemmTile256.Rows1(tile);
        else GemmTile128.Rows1(tile);
    }
}
