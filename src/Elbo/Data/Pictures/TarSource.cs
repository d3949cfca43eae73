using System.Formats.Tar;
using System.IO.Compression;

namespace Elbo.Data.Pictures;

/// <summary>All pictures in a tar archive, gzipped or not. Nothing is unpacked to the disk.</summary>
internal sealed class TarSource : PictureSource
{
    private readonly long length;
    private long position;

    /// <summary>Looks at the file only; a tar archive has no list of its entries.</summary>
    public TarSource(string path) : base(path)
    {
        var file = new FileInfo(path);
        length = file.Length;
        using var hash = new KeyHash();
        Key = hash.Add("tar").Add(length).Add(file.LastWriteTimeUtc.Ticks).Result();
    }

    public override byte[] Key { get; }

    public override int? Total => null;

    public override double Fraction(int done) => length == 0 ? 1 : Math.Min(1, (double)Interlocked.Read(ref position) / length);

    public override IEnumerable<EncodedPicture> Read()
    {
        using var file = Guard(() => new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan));
        bool packed = Guard(() => file.ReadByte() == 0x1F && file.ReadByte() == 0x8B);
        file.Position = 0;
        using Stream plain = packed ? new GZipStream(file, CompressionMode.Decompress) : file;
        using var reader = new TarReader(new TarHeadersStream(plain));
        while (Guard(() => reader.GetNextEntry()) is { } entry)
        {
            if (PictureNames.OfEntry(entry.Name, out string? refusal) is { } name && Guard(() => Load(entry, name, refusal)) is { } picture) yield return picture;
            Interlocked.Exchange(ref position, file.Position);
        }
    }

    private static EncodedPicture? Load(TarEntry entry, string name, string? refusal)
    {
        if (entry.EntryType is TarEntryType.Directory or TarEntryType.DirectoryList) return null;
        if (refusal is not null) return EncodedPicture.Refused(name, refusal);
        if (entry.EntryType is TarEntryType.SymbolicLink or TarEntryType.HardLink) return EncodedPicture.Refused(name, "it is a link");
        if (entry.DataStream is not { } stream || entry.Length == 0) return EncodedPicture.Refused(name, "it is empty");
        if (entry.Length > EncodedPicture.LongestFile) return EncodedPicture.Refused(name, $"it is longer than {EncodedPicture.LongestFile >> 20} MiB");
        return EncodedPicture.Of(name, EncodedPicture.ReadAll(stream, entry.Length));
    }

    // What the reader throws on archives made to confuse it.
    private T Guard<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException or FormatException
            or NotSupportedException or ArgumentException or OverflowException or InvalidOperationException)
        {
            throw Unreadable(Path, e);
        }
    }
}
