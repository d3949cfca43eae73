using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using V = System.Runtime.Intrinsics.Vector512<float>;

namespace Elbo.Tensors.Kernels;

/// <summary>What a dense layer's forward pass works on.</summary>
internal unsafe struct DenseArguments
{
    public float* X, W, Bias, Y;
    public uint* Keep;
    public int Inputs, Outputs, Blocks;
    public uint KeepThreshold;
    public float KeepScale;
    public Philox Key;

    /// <summary>Inference on a few examples, for which padding lanes may hold anything.</summary>
    public bool IsFew;
}

/// <summary>Forward: rows of outputs × one block of examples, finished with bias, activation and dropout while in L1.</summary>
internal unsafe struct DenseForward<TActivation> : IJob where TActivation : struct, IActivation
{
    public const int Panel = 12;
    public DenseArguments A;

    public readonly int Items => (A.Outputs + Panel - 1) / Panel * A.Blocks;

    public readonly void Execute(int item)
    {
        int block = item % A.Blocks, row = item / A.Blocks * Panel;
        int rows = Math.Min(Panel, A.Outputs - row);
        float* y = A.Y + (((nint)block * A.Outputs) + row) * Lanes.Width;
        new GemmTile
        {
            A = A.W + ((nint)row * A.Inputs), ARow = A.Inputs, AStep = 1,
            B = A.X + ((nint)block * A.Inputs * Lanes.Width), BStep = Lanes.Width,
            C = y, CRow = Lanes.Width,
            Depth = A.Inputs, Segments = 1, Panels = 1, IsFew = A.IsFew,
        }.Run(rows);
        if (A.Keep == null) Finish(y, row, rows);
        else FinishWithDropout(y, block, row, rows);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Finish(float* y, int row, int rows)
    {
        for (int r = 0; r < rows; r++, y += Lanes.Width)
        {
            V bias = Vector512.Create(A.Bias == null ? 0 : A.Bias[row + r]);
            TActivation.Apply(Vector512.Load(y) + bias).Store(y);
            TActivation.Apply(Vector512.Load(y + 16) + bias).Store(y + 16);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void FinishWithDropout(float* y, int block, int row, int rows)
    {
        // Rows of one block are numbered from an even start, so that pairs never straddle tiles.
        uint* keep = A.Keep + ((nint)block * A.Outputs) + row;
        ulong pair = ((ulong)block * (ulong)((A.Outputs + 1) / 2)) + (ulong)(row / 2);
        for (int r = 0; r < rows; r += 2)
        {
            var (first, second) = PhiloxLanes.KeepBits(A.Key, pair + (ulong)(r / 2), A.KeepThreshold);
            Drop(y + (r * Lanes.Width), row + r, keep + r, first);
            if (r + 1 < rows) Drop(y + ((r + 1) * Lanes.Width), row + r + 1, keep + r + 1, second);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void Drop(float* y, int row, uint* keep, uint bits)
    {
        *keep = bits;
        V bias = Vector512.Create(A.Bias == null ? 0 : A.Bias[row]), scale = Vector512.Create(A.KeepScale);
        (KeepMask.Low(bits) & (TActivation.Apply(Vector512.Load(y) + bias) * scale)).Store(y);
        (KeepMask.High(bits) & (TActivation.Apply(Vector512.Load(y + 16) + bias) * scale)).Store(y + 16);
    }
}

/// <summary>Spreads 32 keep-bits over 32 lanes as all-ones or all-zeros.</summary>
internal static class KeepMask
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Low(uint bits) => Spread(bits, Vector512.Create(1u, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V High(uint bits) => Low(bits >> 16);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Spread(uint bits, Vector512<uint> lane) =>
        Vector512.Equals(Vector512.Create(bits) & lane, lane).AsSingle();
}

/// <summary>
/// Backward, first half: the output's gradient becomes that of the sums before the activation, in place; the bias's
/// gradient is its sum over the batch; and the input is turned into rows for the weight gradient.
/// </summary>
internal unsafe struct DenseBackwardSums<TActivation> : IJob where TActivation : struct, IActivation
{
    private const int Rows = 16, Columns = 64;
    public float* Y, DY, DBias, X, XRows;
    public uint* Keep;
    public float KeepScale;
    public nint XStride;
    public int Inputs, Outputs, Blocks, Batch;
    public bool AddBias;

    private readonly int SumItems => (Outputs + Rows - 1) / Rows;

    private readonly int ColumnItems => (Inputs + Columns - 1) / Columns;

    public readonly int Items => SumItems + (ColumnItems * Blocks);

    public readonly void Execute(int item)
    {
        if (item < SumItems)
        {
            Sums(item * Rows, Math.Min(Outputs, (item + 1) * Rows));
            return;
        }
        item -= SumItems;
        int block = item / ColumnItems, first = item % ColumnItems * Columns;
        Transpose.Block(
            X + ((nint)block * Inputs * Lanes.Width), XRows + (block * Lanes.Width * XStride), XStride,
            first, Math.Min(Inputs, first + Columns));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Sums(int first, int last)
    {
        V scale = Vector512.Create(KeepScale), unscale = Vector512.Create(1 / KeepScale);
        // An infinite derivative times a padding lane's zero would be NaN, and the bias sums all lanes.
        uint used = uint.MaxValue >> (Lanes.Width - Lanes.Used(Batch, Blocks - 1));
        V used0 = KeepMask.Low(used), used1 = KeepMask.High(used);
        for (int row = first; row < last; row++)
        {
            V low = default, high = default;
            for (int block = 0; block < Blocks; block++)
            {
                nint at = ((nint)block * Outputs) + row;
                float* y = Y + (at * Lanes.Width), dy = DY + (at * Lanes.Width);
                V y0 = Vector512.Load(y), y1 = Vector512.Load(y + 16), d0 = Vector512.Load(dy), d1 = Vector512.Load(dy + 16);
                if (Keep == null)
                {
                    d0 *= TActivation.Derivative(y0);
                    d1 *= TActivation.Derivative(y1);
                }
                else
                {
                    uint bits = Keep[at];
                    d0 = KeepMask.Low(bits) & (d0 * scale * TActivation.Derivative(y0 * unscale));
                    d1 = KeepMask.High(bits) & (d1 * scale * TActivation.Derivative(y1 * unscale));
                }
                if (block == Blocks - 1)
                {
                    d0 &= used0;
                    d1 &= used1;
                }
                d0.Store(dy);
                d1.Store(dy + 16);
                low += d0;
                high += d1;
            }
            float sum = Reduce.Lanes(low, high);
            if (DBias != null) DBias[row] = AddBias ? DBias[row] + sum : sum;
        }
    }
}
