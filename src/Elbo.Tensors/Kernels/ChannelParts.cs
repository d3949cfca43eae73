using System.Runtime.CompilerServices;

namespace Elbo.Tensors.Kernels;

/// <summary>
/// How the values of each channel are divided for sums over a batch: into parts that stay in L1 while they are read
/// twice, and enough of them that one channel of many positions occupies all threads. The division depends on the shape
/// and the batch alone, so adding the parts in order gives the same bits on any number of threads.
/// </summary>
internal readonly struct ChannelParts(Shape shape, int batch)
{
    private const int Longest = 128;
    public readonly int Channels = shape.Channels, Positions = shape.Height * shape.Width;
    private readonly int batch = batch, blocks = Lanes.Blocks(batch);

    private int PositionParts => (Positions + Longest - 1) / Longest;

    // Where channels have few positions, as in a flat vector, a part takes those of several blocks together.
    private int BlocksTogether => Math.Max(1, Longest / Positions);

    /// <summary>Parts of one channel.</summary>
    public int Count => (blocks + BlocksTogether - 1) / BlocksTogether * PositionParts;

    /// <summary>Parts of all channels.</summary>
    public int Items => checked(Count * Channels);

    /// <summary>Values of one channel, padding left out.</summary>
    public double Values => (double)batch * Positions;

    /// <summary>The part that is done as item number <paramref name="item"/>; neighbours lie side by side in memory.</summary>
    public ChannelPart At(int item)
    {
        int positionPart = item % PositionParts, channel = item / PositionParts % Channels;
        return Part(channel, (item / PositionParts / Channels * PositionParts) + positionPart);
    }

    /// <summary>Part number <paramref name="index"/> of a channel.</summary>
    public ChannelPart Part(int channel, int index)
    {
        int first = index / PositionParts * BlocksTogether, start = index % PositionParts * Longest;
        int last = Math.Min(blocks, first + BlocksTogether), count = Math.Min(Longest, Positions - start);
        return new ChannelPart
        {
            FirstBlock = first, LastBlock = last, Channel = channel, Slot = (channel * Count) + index,
            Length = count * Lanes.Width, Stride = Channels * Positions * Lanes.Width,
            Start = ((nint)(channel * Positions) + start) * Lanes.Width,
            Values = (Math.Min(batch, last * Lanes.Width) - (first * Lanes.Width)) * count,
        };
    }

    /// <summary>The lanes of a block that hold examples, as a bit each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Used(int block) => uint.MaxValue >> (Lanes.Width - Lanes.Used(batch, block));
}

/// <summary>Part of a channel: a run of positions in one block or in several.</summary>
internal struct ChannelPart
{
    /// <summary>Its blocks; the last is not included.</summary>
    public int FirstBlock, LastBlock;

    public int Channel;

    /// <summary>Place among all parts, those of one channel together and in order.</summary>
    public int Slot;

    /// <summary>Floats in one block, padding included.</summary>
    public int Length;

    /// <summary>Floats from one block to the next.</summary>
    public nint Stride;

    /// <summary>Where it begins in a block.</summary>
    public nint Start;

    /// <summary>Values in all its blocks, padding left out.</summary>
    public int Values;

    public readonly nint Offset(int block) => (block * Stride) + Start;
}
