using System.Formats.Tar;
using System.IO.Compression;

namespace Elbo.Fuzz.Seeds;

/// <summary>Small archives of two pictures and some entries that are none.</summary>
internal static class SmallArchives
{
    private static readonly (string Name, byte[] Bytes)[] Entries =
        [("a/1.png", SmallPng.Rgb(2, 2)), ("a/.hidden/2.png", [1]), ("b/3.jpg", SmallJpeg.WithExif([])), ("../4.png", [1, 2, 3]), ("notes.txt", [5]), ("empty.png", [])];

    public static IEnumerable<byte[]> Zips()
    {
        foreach (var level in new[] { CompressionLevel.NoCompression, CompressionLevel.Fastest })
            foreach (int count in new[] { 1, Entries.Length })
            {
                using var file = new MemoryStream();
                using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
                    foreach (var (name, bytes) in Entries.Take(count))
                    {
                        var entry = archive.CreateEntry(name, level);
                        entry.LastWriteTime = new(2026, 1, 1, 0, 0, 0, default);
                        using var stream = entry.Open();
                        stream.Write(bytes);
                    }
                yield return file.ToArray();
            }
    }

    public static IEnumerable<byte[]> Tars()
    {
        foreach (var format in new[] { TarEntryFormat.V7, TarEntryFormat.Ustar, TarEntryFormat.Pax, TarEntryFormat.Gnu })
        {
            using var file = new MemoryStream();
            using (var archive = new TarWriter(file, format, leaveOpen: true))
            {
                foreach (var (name, bytes) in Entries) Write(archive, format, format == TarEntryFormat.V7 ? TarEntryType.V7RegularFile : TarEntryType.RegularFile, name, bytes);
                Write(archive, format, TarEntryType.Directory, "a", null);
                if (format != TarEntryFormat.V7) Write(archive, format, TarEntryType.SymbolicLink, "link.png", null);
                if (format is TarEntryFormat.Pax or TarEntryFormat.Gnu) Write(archive, format, TarEntryType.RegularFile, new string('n', 150) + "/5.png", [7]);
                if (format == TarEntryFormat.Pax) archive.WriteEntry(new PaxGlobalExtendedAttributesTarEntry(new Dictionary<string, string> { ["comment"] = "x" }));
            }
            yield return file.ToArray();
        }
    }

    private static void Write(TarWriter archive, TarEntryFormat format, TarEntryType type, string name, byte[]? bytes)
    {
        TarEntry entry = format switch
        {
            TarEntryFormat.V7 => new V7TarEntry(type, name),
            TarEntryFormat.Ustar => new UstarTarEntry(type, name),
            TarEntryFormat.Pax => new PaxTarEntry(type, name),
            _ => new GnuTarEntry(type, name),
        };
        entry.ModificationTime = DateTimeOffset.UnixEpoch;
        if (type == TarEntryType.SymbolicLink) entry.LinkName = "a/1.png";
        if (bytes is not null) entry.DataStream = new MemoryStream(bytes);
        archive.WriteEntry(entry);
    }
}
