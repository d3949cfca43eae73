using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Elbo.Tensors.Kernels;

/// <summary>
/// The products of a convolution for a few examples, too few to fill lanes: 32 target channels are the vector instead, and
/// neighbouring pixels the rows of a tile. Every sum runs in the same order as in <see cref="ConvolutionProducts{TActivation}"/>
/// and so has the same bits; lanes of padding are left as they are.
/// </summary>
internal unsafe struct ConvolutionOfFew<TActivation> : IJob where TActivation : struct, IActivation
{
    public ConvolutionArguments A;
    public int Batch;

    private readonly int Groups => (A.To.Channels + Lanes.Width - 1) / Lanes.Width;

    public readonly int Items => Groups * A.To.Height * Batch;

    [SkipLocalsInit]
    public readonly void Execute(int item)
    {
        var s = A.S;
        int y = item % A.To.Height, first = item / A.To.Height % Groups * Lanes.Width, image = item / A.To.Height / Groups;
        var (tapY, countY, sourceY) = A.IsUp
            ? ConvolutionShape.Up(y, s.Top, s.KernelHeight, s.Stride, A.From.Height)
            : ConvolutionShape.Down(y, s.Top, s.KernelHeight, s.Stride, A.From.Height);
        nint pixels = (nint)A.From.Height * A.From.Width;
        // Going up, the pixels of one residue meet the same taps, a stride apart; going down, all do.
        int classes = A.IsUp ? s.Stride : 1, sign = A.IsUp ? -1 : 1;
        var tile = new GemmTile
        {
            ARow = (A.IsUp ? 1 : s.Stride) * Lanes.Width, AStep = sign * Lanes.Width,
            ASegment = sign * A.From.Width * Lanes.Width, APanel = pixels * Lanes.Width,
            BStep = classes * Lanes.Width, BSegment = (nint)classes * s.KernelWidth * Lanes.Width, BPanel = (nint)s.Taps * Lanes.Width,
            CRow = Lanes.Width, Segments = countY, Panels = A.From.Channels,
        };
        float* sums = stackalloc float[PackedWeights.Group * Lanes.Width];
        tile.C = sums;
        float* source = A.Source + ((nint)sourceY * A.From.Width * Lanes.Width) + image;
        float* packed = A.Packed + ((nint)first * A.From.Channels * s.Taps) + ((nint)tapY * s.KernelWidth * Lanes.Width);
        for (int residue = 0; residue < classes; residue++)
        {
            for (int x = residue; x < A.To.Width;)
            {
                var (tapX, countX, sourceX) = Taps(x);
                int run = 1;
                while (run < PackedWeights.Group && x + (run * classes) < A.To.Width)
                {
                    var (tap, count, _) = Taps(x + (run * classes));
                    if (tap != tapX || count != countX) break;
                    run++;
                }
                tile.Depth = countX;
                tile.A = source + ((nint)sourceX * Lanes.Width);
                tile.B = packed + ((nint)tapX * Lanes.Width);
                tile.Run(run);
                for (int i = 0; i < run; i++, x += classes) Finish(sums + (i * Lanes.Width), first, image, (y * A.To.Width) + x);
            }
        }
    }

    private readonly (int First, int Count, int Source) Taps(int x) => A.IsUp
        ? ConvolutionShape.Up(x, A.S.Left, A.S.KernelWidth, A.S.Stride, A.From.Width)
        : ConvolutionShape.Down(x, A.S.Left, A.S.KernelWidth, A.S.Stride, A.From.Width);

    [SkipLocalsInit]
    private readonly void Finish(float* sums, int first, int image, int pixel)
    {
        int channels = Math.Min(Lanes.Width, A.To.Channels - first);
        if (A.Bias != null)
        {
            for (int c = 0; c < channels; c++) sums[c] += A.Bias[first + c];
        }
        TActivation.Apply(Vector512.Load(sums)).Store(sums);
        TActivation.Apply(Vector512.Load(sums + 16)).Store(sums + 16);
        nint plane = (nint)A.To.Height * A.To.Width * Lanes.Width;
        float* target = A.Target + (first * plane) + ((nint)pixel * Lanes.Width) + image;
        for (int c = 0; c < channels; c++) target[c * plane] = sums[c];
    }
}
