using System.Buffers;
using System.Security.Cryptography;
using Elbo.Tensors;

namespace Elbo.Data.Pictures;

/// <summary>Some of the packed pictures, read as they are gathered; the same pixels give the same bits as in a <see cref="ByteDataset"/>.</summary>
internal sealed class PackedDataset : Dataset
{
    private static readonly int[] Members = [.. Enumerable.Range(0, Lanes.Width)];

    private readonly PackedPictures pictures;
    private readonly ReadOnlyMemory<int> rows;

    /// <summary>Takes the pictures with these numbers, in this order.</summary>
    public PackedDataset(string name, PackedPictures pictures, ReadOnlyMemory<int> rows, byte[]? labels, IReadOnlyList<string> labelNames)
        : base(name, pictures.Shape, rows.Length, labels, labelNames) =>
        (this.pictures, this.rows) = (pictures, rows);

    /// <inheritdoc/>
    public override (float Minimum, float Maximum) Range => (0, 255);

    /// <inheritdoc/>
    public override (double Mean, double Deviation) Moments()
    {
        if (Count == 0) throw NoMoments();
        byte[] row = new byte[Shape.Features];
        var moments = new ByteMoments();
        foreach (int picture in rows.Span)
        {
            pictures.Read(picture, row);
            moments.Add(row);
        }
        return moments.Result;
    }

    private protected override void AddValues(IncrementalHash hash)
    {
        byte[] row = new byte[Shape.Features];
        foreach (int picture in rows.Span)
        {
            pictures.Read(picture, row);
            hash.AppendData(row);
        }
    }

    private protected override void GatherBlock(ReadOnlySpan<int> members, float scale, float shift, Span<float> block)
    {
        int features = Shape.Features;
        byte[] read = ArrayPool<byte>.Shared.Rent(members.Length * features);
        try
        {
            for (int i = 0; i < members.Length; i++) pictures.Read(rows.Span[members[i]], read.AsSpan(i * features, features));
            LaneTiles.Gather(read, features, Members.AsSpan(0, members.Length), scale, shift, block);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(read);
        }
    }

    private protected override Dataset Part(int start, int count, string name, byte[]? labels) =>
        new PackedDataset(name, pictures, rows.Slice(start, count), labels, LabelNames);
}
