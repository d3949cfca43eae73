namespace Elbo.Imaging.Tests;

public sealed class PngDamageTests
{
    /// <summary>Tight, so that no mutation makes the test allocate much.</summary>
    private static readonly PictureLimits Limits = new() { MaxPixels = 1 << 20 };

    [Fact]
    public void Every_shorter_file_is_refused()
    {
        foreach (byte[] file in ValidFiles(new Random(3)))
            for (int length = 0; length < file.Length; length++)
                Assert.Throws<InvalidDataException>(() => Png.Read(file.AsSpan(0, length), Limits));
    }

    [Fact]
    public void Every_flipped_bit_before_the_end_is_noticed()
    {
        byte[] file = ValidFiles(new Random(4))[0];
        for (int bit = 0; bit < 8 * file.Length; bit++)
        {
            byte[] damaged = (byte[])file.Clone();
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Throws<InvalidDataException>(() => Png.Read(damaged, Limits));
        }
    }

    [Theory]
    [InlineData(65_535, 65_535)]
    [InlineData(int.MaxValue, int.MaxValue)]
    [InlineData(10_000, 10_000)] // within the limit, but no hundred bytes can hold so many pixels
    [InlineData(100_000_000, 1)]
    public void A_huge_header_in_a_tiny_file_is_refused_without_allocating(int width, int height)
    {
        byte[] file = Build(OddPng.Header(width, height, 8, 6, interlaced: false), OddPng.Compress(new byte[64]));
        Assert.InRange(file.Length, 60, 100);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<InvalidDataException>(() => Png.Read(file));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }

    [Fact]
    public void The_limits_are_the_callers()
    {
        byte[] file = Build(OddPng.Header(16, 16, 8, 0, interlaced: false), OddPng.Compress(new byte[16 * 17]));
        Assert.Equal(16, Png.Read(file, new PictureLimits { MaxPixels = 256 }).Width);
        Assert.Throws<InvalidDataException>(() => Png.Read(file, new PictureLimits { MaxPixels = 255 }));
        Assert.Throws<InvalidDataException>(() => Png.Read(file, new PictureLimits { MaxFileBytes = file.Length - 1 }));
        Assert.Throws<InvalidDataException>(() => Png.Read(new MemoryStream(file), new PictureLimits { MaxFileBytes = file.Length - 1 }));
    }

    [Theory]
    [InlineData(0, 4, 8, 0)]
    [InlineData(4, 0, 8, 0)]
    [InlineData(-4, 4, 8, 0)]
    [InlineData(4, 4, 3, 0)]
    [InlineData(4, 4, 16, 3)]
    [InlineData(4, 4, 4, 2)]
    [InlineData(4, 4, 8, 1)]
    [InlineData(4, 4, 8, 3)] // a palette picture without a palette
    public void An_impossible_header_is_refused(int width, int height, int depth, int colour) =>
        Assert.Throws<InvalidDataException>(() => Png.Read(Build(OddPng.Header(width, height, depth, colour, interlaced: false), OddPng.Compress(new byte[200]))));

    [Fact]
    public void A_row_with_an_unknown_filter_is_refused()
    {
        byte[] rows = new byte[4 * 5];
        rows[5] = 5;
        Assert.Throws<InvalidDataException>(() => Png.Read(Build(OddPng.Header(4, 4, 8, 0, interlaced: false), OddPng.Compress(rows))));
    }

    [Theory]
    [InlineData(0, 0x01)] // the method
    [InlineData(0, 0xFF)]
    [InlineData(1, 0x01)] // the header's check
    [InlineData(2, 0x06)] // the kind of the first block
    [InlineData(-1, 0x01)] // the checksum of the data
    public void Data_that_do_not_decompress_are_called_so(int place, byte flips)
    {
        // Found by fuzzing: zlib's own words spoke of an archive's entry.
        byte[] data = OddPng.Compress(new byte[4 * 5]);
        data[(place + data.Length) % data.Length] ^= flips;
        var e = Assert.Throws<InvalidDataException>(() => Png.Read(Build(OddPng.Header(4, 4, 8, 0, interlaced: false), data)));
        Assert.Contains("PNG file's image data do not decompress", e.Message, StringComparison.Ordinal);
    }

    private static byte[][] ValidFiles(Random random)
    {
        var files = new List<byte[]>();
        foreach ((int colour, int depth) in new[] { (0, 1), (0, 8), (0, 16), (2, 8), (3, 2), (3, 8), (4, 8), (6, 16) })
            foreach (bool interlaced in new[] { false, true })
                files.Add(PngReaderTests.Random(random, 7, 6, depth, colour, interlaced, transparent: colour < 4).Encode(random, dataChunk: 50));
        return [.. files];
    }

    private static byte[] Build(byte[] header, byte[] data)
    {
        using var file = new MemoryStream();
        file.Write(PngChunk.Signature);
        PngChunk.Write(file, "IHDR"u8, header);
        PngChunk.Write(file, "IDAT"u8, data);
        PngChunk.Write(file, "IEND"u8, []);
        return file.ToArray();
    }
}
