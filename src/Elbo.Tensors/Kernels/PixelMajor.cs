namespace Elbo.Tensors.Kernels;

/// <summary>
/// Brings a picture in lanes <c>[channel][pixel][32]</c> into the order that weight gradients read: groups of channels, and
/// in each all channels of a pixel side by side, as rows of lanes <c>[group][pixel][channel][32]</c> or turned
/// <c>[group][pixel][32][channel]</c>.
/// </summary>
internal unsafe struct PixelMajor : IJob
{
    private const int Pixels = 64;
    public float* Lanes, Result;
    public int Channels, PixelCount, Blocks;

    /// <summary>Turned: channels become vectors of 32. Otherwise they become rows, 12 to a group.</summary>
    public bool Turned;

    /// <summary>Channels with those that fill up the last group, which are zero as rows and anything as vectors.</summary>
    public readonly int Padded => Turned ? Rounded(Channels, Tensors.Lanes.Width) : Channels <= 3 ? Channels : Rounded(Channels, 4);

    /// <summary>Channels of the group that begins with <paramref name="channel"/>.</summary>
    public readonly int Width(int channel) => Turned ? Tensors.Lanes.Width : Math.Min(PackedWeights.Group, Padded - channel);

    private readonly int Size => Turned ? Tensors.Lanes.Width : PackedWeights.Group;

    private readonly int Parts => (PixelCount + Pixels - 1) / Pixels;

    private readonly int Groups => (Padded + Size - 1) / Size;

    public readonly int Items => Parts * Groups * Blocks;

    /// <summary>Where the group that begins with <paramref name="channel"/> lies in a block.</summary>
    public readonly float* Group(int block, int channel) =>
        Result + ((((nint)block * Padded) + channel) * PixelCount * Tensors.Lanes.Width);

    public readonly void Execute(int item)
    {
        const int width = Tensors.Lanes.Width;
        int first = item % Parts * Pixels, last = Math.Min(PixelCount, first + Pixels), channel = item / Parts % Groups * Size, block = item / Parts / Groups;
        int padded = Width(channel), channels = Math.Min(padded, Channels - channel);
        nint plane = (nint)PixelCount * width, size = (nint)padded * width;
        float* source = Lanes + ((((nint)block * Channels) + channel) * plane) + ((nint)first * width);
        float* result = Group(block, channel) + (first * size);
        for (int pixel = first; pixel < last; pixel++, source += width, result += size)
        {
            if (Turned)
            {
                Transpose.Block(source, plane, result, width, 0, channels);
                continue;
            }
            for (int c = 0; c < channels; c++)
                new Span<float>(source + (c * plane), width).CopyTo(new Span<float>(result + (c * width), width));
            new Span<float>(result + (channels * width), (padded - channels) * width).Clear();
        }
    }

    private static int Rounded(int value, int to) => (value + to - 1) / to * to;
}
