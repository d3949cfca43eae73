using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Elbo.Tensors.Kernels;

/// <summary>What the products of a convolution work on.</summary>
internal unsafe struct ConvolutionArguments
{
    public ConvolutionShape S;
    public bool IsUp;
    public float* Source, Packed, Target;

    /// <summary>One per target channel, or null.</summary>
    public float* Bias;

    public int Blocks;

    /// <summary>Adds to what the target holds.</summary>
    public bool Add;

    public readonly Shape From => IsUp ? S.Coarse : S.Fine;

    public readonly Shape To => IsUp ? S.Fine : S.Coarse;
}

/// <summary>
/// The products of a convolution in either direction: every target pixel gathers the source pixels that its window
/// meets, so nothing is padded, unfolded or scattered. Down, from fine to coarse, is a convolution's forward pass and a
/// transposed one's gradient; up is the reverse.
/// </summary>
internal unsafe struct ConvolutionProducts<TActivation> : IJob where TActivation : struct, IActivation
{
    // Pixels of one item, so that its results stay in the second cache until the activation.
    private const int Pixels = 96;

    // Floats of the source that one panel of channels touches: a good part of the second cache.
    private const int PanelFloats = 128 * 1024;

    // Floats of the source that the windows of one panel touch: a good part of the first cache.
    private const int WindowFloats = 4 * 1024;

    public ConvolutionArguments A;

    private readonly int Rows => Math.Clamp(Pixels / A.To.Width, 1, A.To.Height);

    private readonly int Parts => (A.To.Height + Rows - 1) / Rows;

    private readonly int Groups => (A.To.Channels + PackedWeights.Group - 1) / PackedWeights.Group;

    public readonly int Items => Groups * Parts * A.Blocks;

    public readonly void Execute(int item)
    {
        // Groups come fastest, so that neighbouring items share their source.
        int first = item % Groups * PackedWeights.Group, part = item / Groups % Parts, block = item / Groups / Parts;
        int rows = Math.Min(PackedWeights.Group, A.To.Channels - first);
        int top = part * Rows, bottom = Math.Min(A.To.Height, top + Rows);
        int sourcePixels = A.From.Height * A.From.Width, targetPixels = A.To.Height * A.To.Width;
        int sourceRows = Math.Min(A.From.Height, A.IsUp ? (Rows / A.S.Stride) + A.S.KernelHeight : (Rows * A.S.Stride) + A.S.KernelHeight);
        int panel = Math.Max(4, PanelFloats / (sourceRows * A.From.Width * Lanes.Width));
        // Few rows do little with what they load, so their windows stay in the first cache.
        if (rows < 4) panel = Math.Max(4, WindowFloats / (A.S.Taps * Lanes.Width));
        var tile = new GemmTile
        {
            ARow = 1, AStep = A.IsUp ? A.S.Stride * rows : rows,
            ASegment = (A.IsUp ? A.S.Stride : 1) * A.S.KernelWidth * rows, APanel = A.S.Taps * rows,
            BStep = A.IsUp ? -Lanes.Width : Lanes.Width, BSegment = (A.IsUp ? -A.From.Width : A.From.Width) * Lanes.Width,
            BPanel = (nint)sourcePixels * Lanes.Width,
            CRow = (nint)targetPixels * Lanes.Width,
        };
        float* packed = A.Packed + ((nint)first * A.From.Channels * A.S.Taps);
        float* source = A.Source + ((nint)block * A.From.Features * Lanes.Width);
        float* target = A.Target + (((nint)block * A.To.Features) + ((nint)first * targetPixels)) * Lanes.Width;
        for (int channel = 0; channel < A.From.Channels; channel += panel)
        {
            tile.Panels = Math.Min(panel, A.From.Channels - channel);
            tile.Continue = A.Add || channel > 0;
            float* a = packed + ((nint)channel * tile.APanel), b = source + (channel * tile.BPanel);
            for (int y = top; y < bottom; y++)
            {
                var (tapY, countY, sourceY) = A.IsUp
                    ? ConvolutionShape.Up(y, A.S.Top, A.S.KernelHeight, A.S.Stride, A.From.Height)
                    : ConvolutionShape.Down(y, A.S.Top, A.S.KernelHeight, A.S.Stride, A.From.Height);
                tile.Segments = countY;
                for (int x = 0; x < A.To.Width; x++)
                {
                    var (tapX, countX, sourceX) = A.IsUp
                        ? ConvolutionShape.Up(x, A.S.Left, A.S.KernelWidth, A.S.Stride, A.From.Width)
                        : ConvolutionShape.Down(x, A.S.Left, A.S.KernelWidth, A.S.Stride, A.From.Width);
                    tile.Depth = countX;
                    tile.A = a + (((tapY * A.S.KernelWidth) + tapX) * rows);
                    tile.B = b + (((sourceY * A.From.Width) + sourceX) * Lanes.Width);
                    tile.C = target + (((nint)(y * A.To.Width) + x) * Lanes.Width);
                    tile.Run(rows);
                }
            }
        }
        if (A.Bias != null || typeof(TActivation) != typeof(Linear)) Finish(target, first, rows, top * A.To.Width, bottom * A.To.Width);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Finish(float* target, int first, int rows, int from, int to)
    {
        int pixels = A.To.Height * A.To.Width;
        for (int row = 0; row < rows; row++)
        {
            var bias = Vector512.Create(A.Bias == null ? 0 : A.Bias[first + row]);
            float* y = target + (((nint)row * pixels) + from) * Lanes.Width, end = y + ((nint)(to - from) * Lanes.Width);
            for (; y < end; y += 16) TActivation.Apply(Vector512.Load(y) + bias).Store(y);
        }
    }
}
