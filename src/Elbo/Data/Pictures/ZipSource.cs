using System.IO.Compression;

namespace Elbo.Data.Pictures;

/// <summary>All pictures in a zip archive. Nothing is unpacked to the disk.</summary>
internal sealed class ZipSource : PictureSource
{
    private readonly List<Entry> entries = [];

    /// <summary>Reads the list of entries.</summary>
    public ZipSource(string path) : base(path)
    {
        using var hash = new KeyHash();
        var file = new FileInfo(path);
        try
        {
            using var archive = ZipFile.OpenRead(path);
            // Entries that lie on one another could unpack a small file to any size: each byte of an archive belongs to one of them.
            if (archive.Entries.Aggregate((Int128)0, (sum, entry) => sum + entry.CompressedLength) > file.Length) throw new InvalidDataException("its entries overlap");
            hash.Add("zip").Add(file.Length).Add(file.LastWriteTimeUtc.Ticks);
            for (int i = 0; i < archive.Entries.Count; i++)
            {
                var entry = archive.Entries[i];
                if (PictureNames.OfEntry(entry.FullName, out string? refusal) is not { } name) continue;
                entries.Add(new(name, i, refusal));
                hash.Add(entry.FullName).Add(entry.Length).Add(entry.Crc32);
            }
        }
        catch (Exception e) when (IsDamage(e))
        {
            throw Unreadable(path, e);
        }
        entries.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name) is not 0 and var order ? order : a.Index - b.Index);
        Key = hash.Result();
    }

    public override byte[] Key { get; }

    public override int? Total => entries.Count;

    public override IEnumerable<EncodedPicture> Read()
    {
        using var archive = Open();
        foreach (var (name, index, refusal) in entries)
            yield return refusal is null ? Load(archive, name, index) : EncodedPicture.Refused(name, refusal);
    }

    private ZipArchive Open()
    {
        try
        {
            return ZipFile.OpenRead(Path);
        }
        catch (Exception e) when (IsDamage(e))
        {
            throw Unreadable(Path, e);
        }
    }

    // Here and now, because an archive can only be read by one thread.
    private static EncodedPicture Load(ZipArchive archive, string name, int index)
    {
        try
        {
            if (index >= archive.Entries.Count) return EncodedPicture.Refused(name, "the archive has changed");
            var entry = archive.Entries[index];
            if (entry.IsEncrypted) return EncodedPicture.Refused(name, "it is encrypted");
            using var stream = entry.Open();
            return EncodedPicture.Of(name, EncodedPicture.ReadAll(stream, entry.Length));
        }
        catch (Exception e) when (IsDamage(e))
        {
            string reason = e is InvalidDataException && char.IsLower(e.Message[0]) ? e.Message : "its data in the archive are damaged";
            return EncodedPicture.Refused(name, reason);
        }
    }

    // What the reader throws on archives made to confuse it.
    private static bool IsDamage(Exception error) =>
        error is InvalidDataException or IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException or OverflowException;

    private readonly record struct Entry(string Name, int Index, string? Refusal);
}
