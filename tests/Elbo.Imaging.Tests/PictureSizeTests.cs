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

    private static byte[] OddPng() => File.ReadAllBytes(Path.ChangeExtension(Fixtures.PathOf("progressive-2x2"), ".png"));
}
