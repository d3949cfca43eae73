namespace Elbo.Imaging.Tests;

public sealed class JpegFixtureTests
{
    public static TheoryData<string> Names => [.. Fixtures.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Pixels_are_libjpegs(string name)
    {
        Pixmap expected = Fixtures.Reference(name), actual = Jpeg.Load(Fixtures.PathOf(name));
        Assert.Equal((expected.Width, expected.Height, expected.Channels), (actual.Width, actual.Height, actual.Channels));
        long sum = 0;
        int max = 0;
        for (int i = 0; i < expected.Pixels.Length; i++)
        {
            int difference = Math.Abs(expected.Pixels[i] - actual.Pixels[i]);
            (sum, max) = (sum + difference, Math.Max(max, difference));
        }
        Assert.True(max == 0, $"{name} differs from libjpeg by {(double)sum / expected.Pixels.Length:F3} on average, {max} at most.");
    }

    [Fact]
    public void An_orientation_that_was_written_as_a_long_turns_the_picture_too()
    {
        byte[] file = Fixtures.Bytes("orientation-6"), written = [0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0];
        new byte[] { 0x01, 0x12, 0, 4, 0, 0, 0, 1, 0, 0, 0, 6 }.CopyTo(file, file.AsSpan().IndexOf(written));
        Assert.Equal(Fixtures.Reference("orientation-6").Pixels, Jpeg.Read(file).Pixels);
    }

    [Fact]
    public void All_kinds_of_files_are_among_them()
    {
        Assert.InRange(Fixtures.Names.Length, 60, 1000);
        foreach (byte frame in new byte[] { 0xC0, 0xC1, 0xC2 })
            Assert.Contains(Fixtures.Names, name => Fixtures.Find(Fixtures.Bytes(name), frame) > 0);
    }

    [Fact]
    public void The_bytes_the_stream_and_the_file_give_one_picture()
    {
        byte[] file = Fixtures.Bytes("baseline-2x2");
        byte[] expected = Jpeg.Load(Fixtures.PathOf("baseline-2x2")).Pixels;
        Assert.Equal(expected, Jpeg.Read(file).Pixels);
        using var stream = new MemoryStream([1, 2, 3, .. file]) { Position = 3 };
        Assert.Equal(expected, Jpeg.Read(stream).Pixels);
    }

    [Fact]
    public void A_file_read_twice_gives_the_same_pixels()
    {
        // Buffers are lent again and again: nothing of another picture may show through.
        byte[][] files = [.. Fixtures.Names.Select(Fixtures.Bytes)];
        byte[][] once = [.. files.Select(file => Jpeg.Read(file).Pixels)];
        for (int i = files.Length - 1; i >= 0; i--)
            Assert.Equal(once[i], Jpeg.Read(files[i]).Pixels);
    }
}
