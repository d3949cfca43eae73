using System.Buffers.Binary;

namespace Elbo.Imaging.Tests;

public sealed class PngDamageTests
{
    /// <summary>Tight, so that no mutation makes the test allocate much.</summary>
    private static readonly PictureLimits Limits = new() { MaxPixels = 1 << 20 };

    [Fact]
    public void Twenty_thousand_mutations_throw_only_InvalidDataException()
    {
        var random = new Random(20260101);
        byte[][] files = ValidFiles(random);
        int refused = 0;
        for (int trial = 0; trial < 20_000; trial++)
        {
            byte[] file = (byte[])files[trial % files.Length].Clone();
            for (int edits = random.Next(1, 4); edits > 0; edits--)
                file = Mutate(file, random);
            if (trial % 4 != 0)
                RepairChecksums(file); // so that the damage reaches the code behind the checksum
            try
            {
                Png.Read(file, Limits);
            }
            catch (InvalidDataException)
            {
                refused++;
            }
        }
        Assert.InRange(refused, 10_000, 19_999);
    }

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

    private static byte[] Mutate(byte[] file, Random random)
    {
        if (file.Length < 40)
            return file; // cut down already
        int at = random.Next(8, file.Length);
        switch (random.Next(6))
        {
            case 0: file[at] = (byte)random.Next(256); return file;
            case 1: file[at] ^= (byte)(1 << random.Next(8)); return file;
            case 2: file[16 + random.Next(13)] = (byte)random.Next(20); return file; // the header
            case 3: file[at] = random.Next(2) == 0 ? (byte)0 : (byte)255; return file;
            case 4: return [.. file.AsSpan(0, at), .. file.AsSpan(Math.Min(file.Length, at + random.Next(1, 9)))];
            default: return [.. file.AsSpan(0, at), .. file.AsSpan(random.Next(file.Length))];
        }
    }

    private static void RepairChecksums(byte[] file)
    {
        for (int at = 8; at + 12 <= file.Length;)
        {
            uint length = BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at));
            if (length > file.Length - at - 12)
                return;
            uint crc = Crc32.Of(file.AsSpan(at + 4, 4), file.AsSpan(at + 8, (int)length));
            BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(at + 8 + (int)length), crc);
            at += 12 + (int)length;
        }
    }
}
