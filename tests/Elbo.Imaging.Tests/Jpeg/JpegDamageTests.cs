namespace Elbo.Imaging.Tests;

public sealed class JpegDamageTests
{
    /// <summary>Tight, so that no damage makes a test allocate much.</summary>
    private static readonly PictureLimits Limits = new() { MaxPixels = 1 << 16 };

    /// <summary>One of each kind, all small.</summary>
    internal static readonly string[] Seeds =
    [
        "baseline-2x2", "baseline-4x1", "progressive-2x2", "progressive-many-bits", "grey", "grey-progressive", "restart-each-unit",
        "restart-progressive", "steps-of-16-bits", "one-scan-each", "cmyk-subsampled-progressive", "ycck", "orientation-5", "orientation-6",
        "size-17x16", "size-progressive-31x47", "quality-100", "mixed-sampling",
    ];

    [Fact]
    public void Every_shorter_file_is_refused()
    {
        foreach (string name in Seeds)
        {
            byte[] file = Fixtures.Bytes(name);
            Assert.Equal([0xFF, 0xD9], file[^2..]);
            // Each length of the smallest file; of the others every 17th, and all near the end.
            for (int length = 0; length < file.Length - 2; length += file.Length < 700 || length > file.Length - 60 ? 1 : 17)
                Assert.Throws<InvalidDataException>(() => Jpeg.Read(file.AsSpan(0, length), Limits));
            // Without the marker behind them the data are whole; a file that may have had further scans is not.
            Assert.Equal(Jpeg.Read(file).Pixels, Jpeg.Read(file.AsSpan(0, file.Length - 2)).Pixels);
        }
    }

    [Fact]
    public void A_progressive_file_may_end_with_scans_left_out_but_must_say_so()
    {
        byte[] file = Fixtures.Bytes("progressive-2x2");
        int second = file.AsSpan(Fixtures.Find(file, 0xDA) + 1).IndexOf((ReadOnlySpan<byte>)[0xFF, 0xC4]) + Fixtures.Find(file, 0xDA) + 1;
        byte[] firstScan = file[..second];
        Assert.Throws<InvalidDataException>(() => Jpeg.Read(firstScan));
        Pixmap coarse = Jpeg.Read([.. firstScan, 0xFF, 0xD9]);
        Assert.InRange(coarse.Pixels.Zip(Jpeg.Read(file).Pixels, (a, b) => Math.Abs(a - b)).Average(), 1, 30);
    }

    [Theory]
    [InlineData(65_535, 65_535, 0xC0)]
    [InlineData(65_535, 65_535, 0xC2)]
    [InlineData(10_000, 10_000, 0xC0)] // within the limit, but no hundred bytes can hold so many pixels
    [InlineData(10_000, 10_000, 0xC2)]
    [InlineData(65_535, 8, 0xC2)]
    public void A_huge_header_in_a_tiny_file_is_refused_without_allocating(int width, int height, byte frame)
    {
        byte[] file = [0xFF, 0xD8, 0xFF, frame, 0, 11, 8, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, 1, 1, 0x11, 0, .. new byte[85]];
        Assert.Equal(100, file.Length);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<InvalidDataException>(() => Jpeg.Read(file));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }

    [Fact]
    public void The_limits_are_the_callers()
    {
        byte[] file = Fixtures.Bytes("size-17x16");
        Assert.Equal(17, Jpeg.Read(file, new PictureLimits { MaxPixels = 17 * 16 }).Width);
        Assert.Throws<InvalidDataException>(() => Jpeg.Read(file, new PictureLimits { MaxPixels = 17 * 16 - 1 }));
        Assert.Throws<InvalidDataException>(() => Jpeg.Read(file, new PictureLimits { MaxFileBytes = file.Length - 1 }));
        Assert.Throws<InvalidDataException>(() => Jpeg.Read(new MemoryStream(file), new PictureLimits { MaxFileBytes = file.Length - 1 }));
    }

    [Theory]
    [InlineData(0xC3, "lossless")]
    [InlineData(0xC5, "hierarchical")]
    [InlineData(0xDE, "hierarchical")]
    [InlineData(0xC9, "arithmetic-coded")]
    [InlineData(0xCA, "arithmetic-coded")]
    [InlineData(0xCB, "lossless and arithmetic-coded")]
    [InlineData(0xCF, "hierarchical and arithmetic-coded")]
    [InlineData(0xF7, "JPEG-LS")]
    public void A_kind_that_is_not_read_is_named(byte frame, string kind)
    {
        byte[] file = Fixtures.Bytes("baseline-2x2");
        file[Fixtures.Find(file, 0xC0)] = frame;
        Assert.Contains($"is {kind},", Assert.Throws<InvalidDataException>(() => Jpeg.Read(file)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3, 12, "12 bits")]
    [InlineData(5, 0, "DNL")] // the height, whose upper byte is 0
    [InlineData(7, 0, "0×38")] // the width
    [InlineData(10, 0x51, "5×1")] // the first component's sampling
    public void A_header_that_is_not_read_is_named(int at, byte value, string said)
    {
        byte[] file = Fixtures.Bytes("baseline-2x2");
        file[Fixtures.Find(file, 0xC0) + at] = value;
        Assert.Contains(said, Assert.Throws<InvalidDataException>(() => Jpeg.Read(file)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0xDB)]
    [InlineData(0xC4)]
    public void A_file_without_its_tables_is_refused(byte marker)
    {
        byte[] file = Fixtures.Bytes("baseline-2x2");
        for (int at; (at = Fixtures.Find(file, marker)) > 0;)
            file[at] = 0xFE; // a comment
        Assert.Contains("without defining it", Assert.Throws<InvalidDataException>(() => Jpeg.Read(file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_restart_marker_is_noticed()
    {
        byte[] file = Fixtures.Bytes("restart-each-unit");
        file[Fixtures.Find(file, 0xD1)] = 0xD2;
        Assert.Contains("restart marker 1", Assert.Throws<InvalidDataException>(() => Jpeg.Read(file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_component_coded_twice_is_refused()
    {
        byte[] file = Fixtures.Bytes("one-scan-each");
        int first = Fixtures.Find(file, 0xDA), second = first + file.AsSpan(first).IndexOf((ReadOnlySpan<byte>)[0xFF, 0xDA]) + 1;
        file[second + 4] = file[first + 4];
        Assert.Contains("twice", Assert.Throws<InvalidDataException>(() => Jpeg.Read(file)).Message, StringComparison.Ordinal);
    }
}
