using System.Buffers.Binary;
using Elbo.Data;
using Elbo.Fuzz.Mutation;

namespace Elbo.Fuzz.Targets;

/// <summary>MNIST's files, as images and as labels.</summary>
internal class IdxTarget(string name) : Target(name)
{
    public IdxTarget() : this("idx") { }

    public override IReadOnlyList<byte[]> Tokens => [[0, 0, 8, 3], [0, 0, 8, 1], [0, 0, 0, 1], [0x1F, 0x8B]];

    // The first buffer is of 4 MiB, once for images and once for labels.
    protected override long MostMemory => 9 << 20;

    // Twice what a gzip file can hold.
    protected override long MemoryOfByte => 3000;

    public override IEnumerable<byte[]> Seeds() => [Images(2, 5, 4), Images(1, 1, 1), [0, 0, 8, 1, 0, 0, 0, 9, 1, 2, 3, 4, 5, 6, 7, 8, 9]];

    public override bool Read(byte[] file)
    {
        // The first four bytes decide what can come of it.
        if (file.Length > 3 && file[3] == 1) Idx.ReadLabels(new MemoryStream(file), "file");
        else Idx.ReadImages(new MemoryStream(file), "file");
        return true;
    }

    private static byte[] Images(int count, int height, int width)
    {
        byte[] file = new byte[16 + (count * height * width)];
        (file[2], file[3]) = (8, 3);
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(4), count);
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(8), height);
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(12), width);
        for (int i = 16; i < file.Length; i++) file[i] = (byte)(i * 37);
        return file;
    }
}

/// <summary>The same, gzipped.</summary>
internal sealed class GzippedIdxTarget() : IdxTarget("idx-gzip")
{
    public override IEnumerable<byte[]> Seeds() => base.Seeds().Select(file => Compression.Gzip(file));

    public override bool Read(byte[] file)
    {
        Idx.ReadImages(new MemoryStream(file), "file");
        return true;
    }

    public override byte[] Mutate(byte[] parent, Mutator mutator) =>
        mutator.Random.Percent(60) ? Compression.Gzip(mutator.Mutate(Compression.Gunzip(parent))) : mutator.Mutate(parent);
}
