using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Elbo.Data.Pictures;

namespace Elbo.Tests.Data.Pictures;

public sealed class TarHeadersStreamTests
{
    [Theory]
    [InlineData('x', "tar")]
    [InlineData('g', "tar")]
    [InlineData('L', "tar")]
    [InlineData('K', "tar")]
    [InlineData('x', "tar.gz")]
    [InlineData('L', "tgz")]
    public void Metadata_that_say_to_be_two_gigabytes_long_are_refused_without_allocating_them(char type, string ending)
    {
        using var files = new PictureFiles();
        string path = Write(files, ending, [.. Header(type, "1900000000"), .. new byte[1024]]);
        long before = GC.GetAllocatedBytesForCurrentThread();
        var error = Assert.Throws<ElboException>(() => new TarSource(path).Read().Count());
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
        Assert.StartsWith($"'{path}' is damaged or cut short: 'a header of 1900000000 bytes", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void They_are_refused_behind_other_entries_too_and_in_binary()
    {
        using var files = new PictureFiles();
        byte[] first = [.. Header('0', "700", "a.png"), .. new byte[1024]], late = [.. Header('x', "21", "b"), .. Padded("21 comment=something\n")];
        byte[] huge = Header('L', "0");
        huge.AsSpan(124, 12).Clear();
        (huge[124], huge[132]) = (0x80, 0x70);
        Sign(huge);
        string path = Write(files, "tar", [.. first, .. late, .. first, .. huge, .. new byte[1024]]);
        var error = Assert.Throws<ElboException>(() => new TarSource(path).Read().Count());
        Assert.Contains($"a header of {0x70000000} bytes", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_PAX_size_cannot_hide_a_header()
    {
        using var files = new PictureFiles();
        string path = Write(files, "tar", [.. Header('x', "28", "b"), .. Padded("18 comment=size=1\n10 size=0\n"), .. Header('0', "1024", "a.png"), .. Header('L', "1900000000"), .. new byte[1024]]);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("with a size", Assert.Throws<ElboException>(() => new TarSource(path).Read().Count()).Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    /// <summary>.NET's reader takes such a field for 134,217,727; we took it for 0 and let 128 MiB of attributes by.</summary>
    [Theory]
    [InlineData("777777777\03\0")]
    [InlineData("777777777 3 ")]
    [InlineData("\0777777777\0")]
    [InlineData("7777 77777\0\0")]
    public void A_size_with_more_behind_its_end_cannot_hide_a_header(string size)
    {
        using var files = new PictureFiles();
        byte[] header = Header('x', "0");
        header.AsSpan(124, 12).Clear();
        Encoding.ASCII.GetBytes(size).CopyTo(header, 124);
        Sign(header);
        string path = Write(files, "tar", [.. header, .. new byte[1024]]);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("a size that is not one number", Assert.Throws<ElboException>(() => new TarSource(path).Read().Count()).Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Theory]
    [InlineData(TarEntryFormat.Pax)]
    [InlineData(TarEntryFormat.Gnu)]
    public void Long_names_and_attributes_as_they_occur_are_read(TarEntryFormat format)
    {
        using var files = new PictureFiles();
        string name = string.Join('/', Enumerable.Repeat("a long size=3 name 5 size=7", 40)) + ".png", path = files.Beside("long.tar");
        using (var writer = new TarWriter(File.Create(path), format))
        {
            for (int i = 0; i < 3; i++)
            {
                TarEntry entry = format == TarEntryFormat.Pax ? new PaxTarEntry(TarEntryType.RegularFile, $"{i}{name}", [new("comment", new string('c', 100_000))])
                    : new GnuTarEntry(TarEntryType.RegularFile, $"{i}{name}");
                entry.DataStream = new MemoryStream(new byte[700 + i]);
                writer.WriteEntry(entry);
            }
        }
        Assert.Equal([700, 701, 702], new TarSource(path).Read().Select(picture => picture.Read().Length));
    }

    [Fact]
    public void A_picture_that_only_says_to_be_long_costs_no_memory()
    {
        using var files = new PictureFiles();
        string path = Write(files, "tar", [.. Header('0', "250000000", "a.png"), .. new byte[5000]]);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<ElboException>(() => new TarSource(path).Read().Count());
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 3 << 20);
    }

    private static byte[] Padded(string text) => [.. Encoding.ASCII.GetBytes(text), .. new byte[512 - text.Length]];

    /// <summary>A block in POSIX's form with a size in decimal.</summary>
    private static byte[] Header(char type, string size, string name = "name")
    {
        byte[] block = new byte[512];
        Set(0, name);
        Set(100, "0000644\0" + "0000000\0" + "0000000\0" + Convert.ToString(long.Parse(size, System.Globalization.CultureInfo.InvariantCulture), 8).PadLeft(11, '0') + "\0" + "00000000000\0");
        block[156] = (byte)type;
        Set(257, type is 'L' or 'K' ? "ustar  \0" : "ustar\0" + "00");
        Sign(block);
        return block;

        void Set(int at, string text) => Encoding.ASCII.GetBytes(text).CopyTo(block, at);
    }

    private static void Sign(byte[] block)
    {
        block.AsSpan(148, 8).Fill((byte)' ');
        Encoding.ASCII.GetBytes(Convert.ToString(block.Sum(b => b), 8).PadLeft(6, '0') + "\0 ").CopyTo(block, 148);
    }

    private static string Write(PictureFiles files, string ending, byte[] bytes)
    {
        string path = files.Beside("crafted." + ending);
        using Stream file = File.Create(path), stream = ending == "tar" ? file : new GZipStream(file, CompressionLevel.Fastest);
        stream.Write(bytes);
        return path;
    }
}
