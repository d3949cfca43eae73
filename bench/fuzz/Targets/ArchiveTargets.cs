using Elbo.Data.Pictures;
using Elbo.Fuzz.Mutation;
using Elbo.Fuzz.Seeds;

namespace Elbo.Fuzz.Targets;

/// <summary>Archives of pictures, read to the last entry; the pictures themselves are another reader's.</summary>
internal abstract class ArchiveTarget(string name, string scratch, string ending) : FileTarget(name, scratch, "a." + ending)
{
    protected override bool Open(byte[] file)
    {
        var source = PictureSource.Open(Path);
        if (source.Key.Length != 32) throw new InvalidOperationException("The key is no SHA-256.");
        foreach (var picture in source.Read())
        {
            if (picture.Name.Length == 0) throw new InvalidOperationException("An entry has no name.");
            try
            {
                picture.Read();
            }
            catch (InvalidDataException)
            {
                // A picture that is skipped.
            }
        }
        return true;
    }
}

/// <summary>Zip archives.</summary>
internal sealed class ZipTarget(string scratch) : ArchiveTarget("zip", scratch, "zip")
{
    public override IReadOnlyList<byte[]> Tokens { get; } =
        [.. Words.Of("PK\u0001\u0002", "PK\u0003\u0004", "PK\u0005\u0006", "PK\u0006\u0006", "PK\u0006\u0007", "a.png", "../", "/", "\\", "C:", "__MACOSX/"), [8, 0], [12, 0], [9, 0], [1, 0, 24, 0], [0x75, 0x70], [0xFF, 0xFF, 0xFF, 0xFF]];

    // What deflate can make of the file, in buffers that grow fourfold.
    protected override long MemoryOfByte => 1032 * 2;

    public override IEnumerable<byte[]> Seeds() => SmallArchives.Zips();

    protected override byte[] Repair(byte[] file) => ArchiveRepair.Zip(file);
}

/// <summary>Tar archives, gzipped or not.</summary>
internal sealed class TarTarget(string scratch, bool gzipped) : ArchiveTarget(gzipped ? "tar-gzip" : "tar", scratch, gzipped ? "tar.gz" : "tar")
{
    public override int Longest => 1 << 14;

    public override IReadOnlyList<byte[]> Tokens { get; } =
        [.. Words.Of("ustar\000", "ustar  \0", "00000000010\0", "77777777777\0", "00004000000\0", "0", "5", "x", "g", "L", "K", "S", "a.png", "../", "30 path=../a.png\n", "19 size=99999999\n", "GNU.sparse.major=1\n", "12 path=a.png"), new byte[512], [0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0], [0xFF]];

    // A header of names and attributes is read twice, as bytes and as text.
    protected override long MostMemory => 8 << 20;

    protected override long MemoryOfByte => gzipped ? 1032 * 4 : 400;

    public override IEnumerable<byte[]> Seeds() => gzipped ? SmallArchives.Tars().Select(file => Compression.Gzip(file)) : SmallArchives.Tars();

    public override byte[] Mutate(byte[] parent, Mutator mutator)
    {
        if (!gzipped) return base.Mutate(parent, mutator);
        return mutator.Random.Percent(75) ? Compression.Gzip(base.Mutate(Compression.Gunzip(parent), mutator)) : mutator.Mutate(parent);
    }

    protected override byte[] Repair(byte[] file) => ArchiveRepair.Tar(file);
}
