using System.Buffers.Binary;
using System.IO.Compression;
using Elbo.Data.Pictures;

namespace Elbo.Tests.Data.Pictures;

public sealed class ZipSourceTests
{
    private const int CentralHeader = 46, End = 22;

    [Fact]
    public void Entries_that_share_their_data_are_refused()
    {
        using var files = new PictureFiles();
        byte[] shared = Shared(new byte[3000], times: 40);
        string path = files.Beside("bomb.zip");
        File.WriteAllBytes(path, shared);
        using (var archive = ZipFile.OpenRead(path)) Assert.Equal(40, archive.Entries.Count);
        Assert.Equal($"'{path}' is damaged or cut short: 'its entries overlap'; fetch or pack it again.", Assert.Throws<ElboException>(() => new ZipSource(path)).Message);
    }

    [Fact]
    public void An_entry_that_unpacks_to_more_than_it_says_is_not_unpacked_further()
    {
        using var files = new PictureFiles();
        string path = files.Zip("bomb.zip", ("a.png", new byte[64 << 20]));
        byte[] bytes = File.ReadAllBytes(path);
        int central = bytes.AsSpan().LastIndexOf("PK\u0001\u0002"u8);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(central + 24), 1000);
        File.WriteAllBytes(path, bytes);
        long before = GC.GetAllocatedBytesForCurrentThread();
        var picture = Assert.Single(new ZipSource(path).Read());
        try
        {
            Assert.Equal(1000, picture.Read().Length);
        }
        catch (InvalidDataException)
        {
            // Refused is as good.
        }
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void An_entry_that_says_to_be_too_long_is_skipped_unread()
    {
        using var files = new PictureFiles();
        string path = files.Zip("long.zip", ("a.png", new byte[1 << 20]));
        byte[] bytes = File.ReadAllBytes(path);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(bytes.AsSpan().LastIndexOf("PK\u0001\u0002"u8) + 24), (256 << 20) + 1);
        File.WriteAllBytes(path, bytes);
        var picture = Assert.Single(new ZipSource(path).Read());
        Assert.Equal("it is longer than 256 MiB", Assert.Throws<InvalidDataException>(picture.Read).Message);
    }

    /// <summary>An archive whose list names the same entry many times.</summary>
    private static byte[] Shared(byte[] content, int times)
    {
        using var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var stream = archive.CreateEntry("a.png", CompressionLevel.NoCompression).Open();
            stream.Write(content);
        }
        byte[] bytes = file.ToArray();
        int central = bytes.AsSpan().LastIndexOf("PK\u0001\u0002"u8);
        byte[] header = bytes[central..(central + CentralHeader + "a.png".Length)], end = bytes[^End..];
        BinaryPrimitives.WriteInt16LittleEndian(end.AsSpan(8), (short)times);
        BinaryPrimitives.WriteInt16LittleEndian(end.AsSpan(10), (short)times);
        BinaryPrimitives.WriteInt32LittleEndian(end.AsSpan(12), times * header.Length);
        return [.. bytes[..central], .. Enumerable.Repeat(header, times).SelectMany(each => each), .. end];
    }
}
