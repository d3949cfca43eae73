namespace Elbo.Imaging.Tests;

public sealed class PictureSizeTests
{
    [Fact]
    public void A_header_tells_what_decoding_gives()
    {
        foreach (string name in Fixtures.Names)
        {
            foreach (byte[] file in new[] { Fixtures.Bytes(name), File.ReadAllBytes(Path.ChangeExtension(Fixtures.PathOf(name), ".png")) })
            {
                var picture = PictureFile.Read(file);
                Assert.Equal((long)picture.Width * picture.Height, PictureSize.Pixels(file));
            }
        }
    }

    [Fact]
    public void Where_there_is_no_header_there_is_no_size()
    {
        byte[] jpeg = Fixtures.Bytes("progressive-2x2"), png = OddPng();
        for (int length = 0; length < 24; length++)
        {
            Assert.Null(PictureSize.Pixels(jpeg.AsSpan(0, length)));
            Assert.Null(PictureSize.Pixels(png.AsSpan(0, length)));
        }
        for (ulong number = 0; number < 5000; number++) PictureSize.Pixels(Mutations.Of(number % 2 == 0 ? jpeg : png, number)); // throws nothing
    }

    [Fact]
    public void What_the_reader_passes_over_hides_no_larger_picture()
    {
        byte[] jpeg = Fixtures.Bytes("progressive-2x2");
        long size = PictureSize.Pixels(jpeg)!.Value;
        // Markers without a segment, and bytes that are none.
        byte[] marked = [.. jpeg[..2], 0xFF, 0x01, 0xFF, 0xD3, 0xFF, 0x00, 1, 2, 3, 0xFF, 0xFF, .. jpeg[2..]];
        Assert.Equal(Jpeg.Read(jpeg).Pixels, Jpeg.Read(marked).Pixels);
        Assert.Equal(size, PictureSize.Pixels(marked));
        // Who takes the second marker for the first one's length lands inside a note, at a frame of one pixel.
        byte[] note = new byte[0xFFFE];
        (note[0], note[1]) = (0xFF, 0xFE);
        byte[] hidden = [0xFF, 0xD8, 0xFF, 0x01, 0xFF, 0xE0, .. note, .. jpeg[2..]];
        new byte[] { 0xFF, 0xC0, 0, 11, 8, 0, 1, 0, 1 }.CopyTo(hidden, 4 + 0xFFE0);
        Assert.Equal(Jpeg.Read(jpeg).Pixels, Jpeg.Read(hidden).Pixels);
        Assert.Equal(size, PictureSize.Pixels(hidden));
    }

    private static byte[] OddPng() => File.ReadAllBytes(Path.ChangeExtension(Fixtures.PathOf("progressive-2x2"), ".png"));
}
