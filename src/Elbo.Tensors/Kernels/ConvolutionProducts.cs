using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Elbo.Tensors.Kernels;

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

    public ConvolutionShape S;
    public bool IsUp;
    public float* Source, Packed, Target;

    /// <summary>One per target channel, or null.</summary>
    public float* Bias;

    public int Blocks;

    /// <summary>Adds to what the target holds.</summary>
    public bool Add;

    private readonly Shape From => IsUp ? S.Coarse : S.Fine;

    private readonly Shape To => IsUp ? S.Fine : S.Coarse;

    private readonly int Rows => Math.Clamp(Pixels / To.Width, 1, To.Height);

    private readonly int Parts => (To.Height + Rows - 1) / Rows;

    private readonly int Groups => (To.Channels + PackedWeights.Group - 1) / PackedWeights.Group;

    public readonly int Items => Groups * Parts * Blocks;

    public readonly void Execute(int item)
    {
        // Groups come fastest, so that neighbouring items share their source.
        int first = item % Groups * PackedWeights.Group, part = item / Groups % Parts, block = item / Groups / Parts;
        int rows = Math.Min(PackedWeights.Group, To.Channels - first);
        int top = part * Rows, bottom = Math.Min(To.Height, top + Rows);
        int sourcePixels = From.Height * From.Width, targetPixels = To.Height * To.Width;
        int sourceRows = Math.Min(From.Height, IsUp ? (Rows / S.Stride) + S.KernelHeight : (Rows * S.Stride) + S.KernelHeight);
        int panel = Math.Max(4, PanelFloats / (sourceRows * From.Width * Lanes.Width));
        // Few rows do little with what they load, so their windows stay in the first cache.
        if (rows < 4) panel = Math.Max(4, WindowFloats / (S.Taps * Lanes.Width));
        var tile = new GemmTile
        {
            ARow = 1, AStep = IsUp ? S.Stride * rows : rows,
            ASegment = (IsUp ? S.Stride : 1) * S.KernelWidth * rows, APanel = S.Taps * rows,
            BStep = IsUp ? -Lanes.Width : Lanes.Width, BSegment = (IsUp ? -From.Width : From.Width) * Lanes.Width,
            BPanel = (nint)sourcePixels * Lanes.Width,
            CRow = (nint)targetPixels * Lanes.Width,
        };
        float* packed = Packed + ((nint)first * From.Channels * S.Taps);
        float* source = Source + ((nint)block * From.Features * Lanes.Width);
        float* target = Target + (((nint)block * To.Features) + ((nint)first * targetPixels)) * Lanes.Width;
        for (int channel = 0; channel < From.Channels; channel += panel)
        {
            tile.Panels = Math.Min(panel, From.Channels - channel);
            tile.Continue = Add || channel > 0;
            float* a = packed + ((nint)channel * tile.APanel), b = source + (channel * tile.BPanel);
            for (int y = top; y < bottom; y++)
            {
                var (tapY, countY, sourceY) = IsUp
                    ? ConvolutionShape.Up(y, S.Top, S.KernelHeight, S.Stride, From.Height)
                    : ConvolutionShape.Down(y, S.Top, S.KernelHeight, S.Stride, From.Height);
                tile.Segments = countY;
                for (int x = 0; x < To.Width; x++)
                {
                    var (tapX, countX, sourceX) = IsUp
                        ? ConvolutionShape.Up(x, S.Left, S.KernelWidth, S.Stride, From.Width)
                        : ConvolutionShape.Down(x, S.Left, S.KernelWidth, S.Stride, From.Width);
                    tile.Depth = countX;
                    tile.A = a + (((tapY * S.KernelWidth) + tapX) * rows);
                    tile.B = b + (((sourceY * From.Width) + sourceX) * Lanes.Width);
                    tile.C = target + (((nint)(y * To.Width) + x) * Lanes.Width);
                    tile.Run(rows);
                }
            }
        }
        if (Bias != null || typeof(TActivation) != typeof(Linear)) Finish(target, first, rows, top * To.Width, bottom * To.Width);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Finish(float* target, int first, int rows, int from, int to)
    {
        int pixels = To.Height * To.Width;
        for (int row = 0; row < rows; row++)
        {
            var bias = Vector512.Create(Bias == null ? 0 : Bias[first + row]);
            float* y = target + (((nint)row * pixels) + from) * Lanes.Width, end = y + ((nint)(to - from) * Lanes.Width);
            for (; y < end; y += 16) TActivation.Apply(Vector512.Load(y) + bias).Store(y);
        }
    }
}
