using System.Runtime.CompilerServices;

namespace Elbo.Tensors.Kernels;

/// <summary>Backward of a dense layer, second half: the gradients of the weights and of the input, both as tiles of one product.</summary>
internal unsafe struct DenseBackwardProducts : IJob
{
    private const int Panel = 12;

    // Tiles side by side in one item, so that rows of weights are met in runs longer than a cache line.
    private const int MostTiles = 8;

    // Rows of packed weights: with all tiles side by side 96 KB, a part of the second cache.
    private const int PackedRows = 256;

    public float* DY, XRows, W, DW, DX;
    public nint XStride;
    public int Inputs, Outputs, Blocks, Batch;
    public bool AddWeight, AddInput;

    private readonly int RowPanels => (Outputs + Panel - 1) / Panel;

    private readonly int ColumnTiles => (Inputs + Lanes.Width - 1) / Lanes.Width;

    private readonly int InputPanels => (Inputs + Panel - 1) / Panel;

    private readonly int TilesPerItem => Math.Clamp(ColumnTiles * RowPanels / 256, 1, MostTiles);

    private readonly int WeightItems => RowPanels * ((ColumnTiles + TilesPerItem - 1) / TilesPerItem);

    // A weight matrix that no cache holds is read through packed pieces, a page at a time rather than a line.
    private readonly bool IsPacked => (long)Inputs * Outputs > 1 << 20;

    private readonly int InputItems => IsPacked ? (InputPanels + MostTiles - 1) / MostTiles : InputPanels * Blocks;

    public readonly int Items => WeightItems + (DX == null ? 0 : InputItems);

    public readonly void Execute(int item)
    {
        if (item < WeightItems)
        {
            int first = item / RowPanels * TilesPerItem;
            for (int tile = first; tile < Math.Min(ColumnTiles, first + TilesPerItem); tile++)
                Weights(tile * Lanes.Width, item % RowPanels * Panel);
            return;
        }
        item -= WeightItems;
        if (IsPacked) PackedInput(item * MostTiles * Panel);
        else Input(item % Blocks, item / Blocks * Panel);
    }

    // dW[o][i] = Σ_example dY[o][example] · X[example][i]; padded lanes of the last block are left out.
    [SkipLocalsInit]
    private readonly void Weights(int column, int row)
    {
        int rows = Math.Min(Panel, Outputs - row), columns = Math.Min(Lanes.Width, Inputs - column);
        float* target = DW + ((nint)row * Inputs) + column;
        bool direct = columns == Lanes.Width;
        float* scratch = stackalloc float[Panel * Lanes.Width];
        var tile = new GemmTile
        {
            A = DY + ((nint)row * Lanes.Width), ARow = Lanes.Width, AStep = 1, ASegment = (nint)Outputs * Lanes.Width,
            B = XRows + column, BStep = XStride, BSegment = Lanes.Width * XStride,
            C = direct ? target : scratch, CRow = direct ? Inputs : Lanes.Width,
            Depth = Lanes.Width, Segments = Batch / Lanes.Width, Panels = 1,
            Continue = AddWeight,
        };
        if (!direct && AddWeight) Copy(target, Inputs, scratch, Lanes.Width, rows, columns);
        if (tile.Segments > 0)
        {
            tile.Run(rows);
            tile.Continue = true;
        }
        if (Batch % Lanes.Width != 0)
        {
            tile.A += tile.Segments * tile.ASegment;
            tile.B += tile.Segments * tile.BSegment;
            (tile.Depth, tile.Segments) = (Batch % Lanes.Width, 1);
            tile.Run(rows);
        }
        if (!direct) Copy(scratch, Lanes.Width, target, Inputs, rows, columns);
    }

    private static void Copy(float* from, nint fromStride, float* to, nint toStride, int rows, int columns)
    {
        for (int r = 0; r < rows; r++)
            new Span<float>(from + (r * fromStride), columns).CopyTo(new Span<float>(to + (r * toStride), columns));
    }

    // dX[i][example] = Σ_o W[o][i] · dY[o][example].
    private readonly void Input(int block, int row) => new GemmTile
    {
        A = W + row, ARow = 1, AStep = Inputs,
        B = DY + ((nint)block * Outputs * Lanes.Width), BStep = Lanes.Width,
        C = DX + ((((nint)block * Inputs) + row) * Lanes.Width), CRow = Lanes.Width,
        Depth = Outputs, Segments = 1, Panels = 1,
        Continue = AddInput,
    }.Run(Math.Min(Panel, Inputs - row));

    [SkipLocalsInit]
    private readonly void PackedInput(int row)
    {
        const int width = MostTiles * Panel;
        int rows = Math.Min(width, Inputs - row);
        float* packed = stackalloc float[PackedRows * width];
        for (int first = 0; first < Outputs; first += PackedRows)
        {
            int depth = Math.Min(PackedRows, Outputs - first);
            Copy(W + ((nint)first * Inputs) + row, Inputs, packed, width, depth, rows);
            for (int block = 0; block < Blocks; block++)
            {
                for (int r = 0; r < rows; r += Panel)
                {
                    new GemmTile
                    {
                        A = packed + r, ARow = 1, AStep = width,
                        B = DY + ((((nint)block * Outputs) + first) * Lanes.Width), BStep = Lanes.Width,
                        C = DX + ((((nint)block * Inputs) + row + r) * Lanes.Width), CRow = Lanes.Width,
                        Depth = depth, Segments = 1, Panels = 1,
                        Continue = AddInput || first > 0,
                    }.Run(Math.Min(Panel, rows - r));
                }
            }
        }
    }
}
