using Elbo.Data.Pictures;
using Elbo.Imaging;
using Elbo.Recipes;

namespace Elbo.Tests.Data.Pictures;

public sealed class PicturePackerTests
{
    [Fact]
    public void What_goes_wrong_on_a_thread_is_one_sentence()
    {
        foreach (Exception cause in new Exception[] { new ElboException("One sentence."), new InsufficientMemoryException() })
        {
            var error = Assert.Throws<ElboException>(() => Pack([Good, new("bad.png", 1, () => throw cause), Good]));
            Assert.Equal(cause is ElboException ? "One sentence." : "There is not enough memory to decode bad.png; take the picture away or make it smaller.", error.Message);
        }
    }

    [Fact]
    public void A_picture_of_more_than_fifty_million_pixels_is_skipped_before_it_is_decoded()
    {
        byte[] huge = [0xFF, 0xD8, 0xFF, 0xC0, 0, 11, 8, 0x20, 0, 0x20, 0, 1, 1, 0x11, 0, .. new byte[85]]; // 8,192 × 8,192
        Assert.Equal(8192L * 8192, PictureSize.Pixels(huge));
        Assert.Null(PicturePacker.Decode(EncodedPicture.Of("huge.jpg", huge), out var skip));
        Assert.Contains("exceeds the limit of 50000000 pixels", skip!.Reason, StringComparison.Ordinal);
    }

    private static EncodedPicture Good => EncodedPicture.Of("good.png", PictureFiles.Png(PictureFiles.Picture(1)));

    private static void Pack(EncodedPicture[] pictures) =>
        new PicturePacker(new Given(pictures), new PictureFraming(8, PictureCrop.Center, PictureChannels.Grey), null, default).Write(new MemoryStream(), new byte[32]);

    private sealed class Given(EncodedPicture[] pictures) : PictureSource("given")
    {
        public override byte[] Key => [];

        public override int? Total => pictures.Length;

        public override IEnumerable<EncodedPicture> Read() => pictures;
    }
}
