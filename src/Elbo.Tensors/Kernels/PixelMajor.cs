namespace Elbo.Tensors.Kernels;

/// <summary>
/// Brings a picture in lanes <c>[channel][pixel][32]</c> into the order that weight gradients read: all channels of a pixel
/// side by side, as rows of lanes <c>[pixel][channel][32]</c> or turned <c>[pixel][32][channel]</c>.
/// </summary>
internal unsafe struct PixelMajor : IJob
{
    private const int Pixels = 16;
    public float* Lanes, Result;
    public int Channels, PixelCount, Blocks;

    /// <summary>Floats for a turned channel vector or channels for rows, at least <see cref="Channels"/>; rows past it become zero.</summary>
    public int Stride;

    public bool Turned;

    private readonly int Parts => (PixelCount + Pixels - 1) / Pixels;

    public readonly int Items => Parts * Blocks;

    public readonly void Execute(int item)
    {
        const int width = Tensors.Lanes.Width;
        int block = item / Parts, first = item % Parts * Pixels;
        float* lanes = Lanes + ((nint)block * Channels * PixelCount * width);
        nint plane = (nint)PixelCount * width, size = (nint)Stride * width;
        float* result = Result + ((((nint)block * PixelCount) + first) * size);
        for (int pixel = first; pixel < Math.Min(PixelCount, first + Pixels); pixel++, result += size)
        {
            float* source = lanes + ((nint)pixel * width);
            if (Turned)
            {
                Transpose.Block(source, plane, result, Stride, 0, Channels);
                continue;
            }
            for (int channel = 0; channel < Channels; channel++)
                new Span<float>(source + (channel * plane), width).CopyTo(new Span<float>(result + ((nint)channel * width), width));
            new Span<float>(result + ((nint)Channels * width), (Stride - Channels) * width).Clear();
        }
    }
}
