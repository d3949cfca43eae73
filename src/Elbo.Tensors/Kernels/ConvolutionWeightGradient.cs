using System.Runtime.CompilerServices;

namespace Elbo.Tensors.Kernels;

/// <summary>
/// Gradient of a convolution's weights: for each tap, the sum over pixels and examples of coarse × fine. One side comes as
/// <see cref="PixelMajor"/> rows, whose values are broadcast, the other as vectors of 32 channels.
/// </summary>
internal unsafe struct ConvolutionWeightGradient : IJob
{
    // Coarse pixels between two loads of the sums.
    private const int Pixels = 32;

    public ConvolutionShape S;

    /// <summary>Whether the fine side's channels are the vectors, and the coarse side's the rows.</summary>
    public bool FineVectors;

    /// <summary>The side whose values are broadcast, as rows, and the other, as vectors.</summary>
    public PixelMajor Rows, Vectors;

    public float* Gradient;
    public int Batch;
    public bool Add;

    private readonly int RowGroups => (Rows.Padded + PackedWeights.Group - 1) / PackedWeights.Group;

    private readonly int VectorGroups => Vectors.Padded / Lanes.Width;

    // Taps of one item: as many as the second cache has room for, since they share what they read, unless too few items
    // would be left for the threads.
    private readonly int TapRows => RowGroups * VectorGroups < 16 ? 1 : Math.Clamp(64 / S.KernelWidth, 1, S.KernelHeight);

    private readonly int TapParts => (S.KernelHeight + TapRows - 1) / TapRows;

    public readonly int Items => TapParts * RowGroups * VectorGroups;

    [SkipLocalsInit]
    public readonly void Execute(int item)
    {
        int row = item % RowGroups * PackedWeights.Group, firstTap = item / RowGroups % TapParts * TapRows;
        int vector = item / RowGroups / TapParts * Lanes.Width;
        int rows = Rows.Width(row), lastTap = Math.Min(S.KernelHeight, firstTap + TapRows), size = S.KernelWidth * PackedWeights.Group * Lanes.Width;
        float* sums = stackalloc float[TapRows * size];
        new Span<float>(sums, TapRows * size).Clear();
        int chunk = Math.Max(1, Pixels / S.Coarse.Width);
        for (int block = 0; block < Lanes.Blocks(Batch); block++)
        {
            for (int top = 0; top < S.Coarse.Height; top += chunk)
            {
                for (int tap = firstTap; tap < lastTap; tap++)
                    Sum(sums + ((tap - firstTap) * size), block, top, Math.Min(S.Coarse.Height, top + chunk), tap, row, rows, vector);
            }
        }
        for (int tap = firstTap; tap < lastTap; tap++)
            Scatter(sums + ((tap - firstTap) * size), tap, row, Math.Min(rows, Rows.Channels - row), vector, Math.Min(Lanes.Width, Vectors.Channels - vector));
    }

    private readonly void Sum(float* sums, int block, int top, int bottom, int tapY, int row, int rows, int vector)
    {
        // Coarse rows whose tap lies inside the fine picture.
        (top, bottom) = Inside(tapY, S.Top, S.Fine.Height, top, bottom);
        nint pixelOfRows = rows * Lanes.Width, pixelOfVectors = Lanes.Width * Lanes.Width;
        nint coarse = FineVectors ? pixelOfRows : pixelOfVectors, fine = FineVectors ? pixelOfVectors : pixelOfRows;
        for (int tapX = 0; tapX < S.KernelWidth; tapX++)
        {
            var (left, right) = Inside(tapX, S.Left, S.Fine.Width, 0, S.Coarse.Width);
            if (bottom <= top || right <= left) continue;
            nint coarseAt = (top * S.Coarse.Width) + left;
            nint fineAt = (((top * S.Stride) + tapY - S.Top) * S.Fine.Width) + (left * S.Stride) + tapX - S.Left;
            nint coarseRow = S.Coarse.Width * coarse, fineStep = S.Stride * fine, fineRow = fineStep * S.Fine.Width;
            new GemmTile
            {
                A = Rows.Group(block, row) + ((FineVectors ? coarseAt : fineAt) * pixelOfRows),
                ARow = Lanes.Width, AStep = 1,
                ASegment = FineVectors ? coarse : fineStep, APanel = FineVectors ? coarseRow : fineRow,
                B = Vectors.Group(block, vector) + ((FineVectors ? fineAt : coarseAt) * pixelOfVectors),
                BStep = Lanes.Width,
                BSegment = FineVectors ? fineStep : coarse, BPanel = FineVectors ? fineRow : coarseRow,
                C = sums + (tapX * PackedWeights.Group * Lanes.Width), CRow = Lanes.Width,
                // Padding lanes are left out.
                Depth = Lanes.Used(Batch, block), Segments = right - left, Panels = bottom - top,
                Continue = true,
            }.Run(rows);
        }
    }

    private readonly (int First, int End) Inside(int tap, int before, int fine, int first, int end)
    {
        int shift = tap - before;
        if (shift < 0) first = Math.Max(first, (-shift + S.Stride - 1) / S.Stride);
        int last = fine - 1 - shift;
        return (first, last < 0 ? first : Math.Min(end, (last / S.Stride) + 1));
    }

    private readonly void Scatter(float* sums, int tapY, int row, int rows, int vector, int vectors)
    {
        nint coarse = (nint)S.Fine.Channels * S.Taps, fine = S.Taps;
        nint rowStride = FineVectors ? coarse : fine, vectorStride = FineVectors ? fine : coarse;
        float* gradient = Gradient + (row * rowStride) + (vector * vectorStride) + (tapY * S.KernelWidth);
        for (int r = 0; r < rows; r++)
        {
            for (int v = 0; v < vectors; v++)
            {
                float* target = gradient + (r * rowStride) + (v * vectorStride);
                for (int tap = 0; tap < S.KernelWidth; tap++)
                {
                    float sum = sums[(((tap * PackedWeights.Group) + r) * Lanes.Width) + v];
                    target[tap] = Add ? target[tap] + sum : sum;
                }
            }
        }
    }
}
