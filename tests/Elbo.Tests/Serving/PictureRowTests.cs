using Elbo.Imaging;
using Elbo.Serving;

namespace Elbo.Tests.Serving;

public sealed class PictureRowTests
{
    [Fact]
    public void A_model_whose_pictures_are_no_squares_takes_the_whole_picture()
    {
        using var vae = SmallModel.Create("rows");
        var wide = new Pixmap(70, 30, 3);
        for (int i = 0; i < wide.Pixels.Length; i++) wide.Pixels[i] = (byte)(i / 3 % 70 >= 40 ? 255 : 0);
        float[] row = PictureRow.Of(vae, wide);
        Assert.Equal(vae.Shape.Features, row.Length);
        for (int y = 0; y < 6; y++) Assert.True(row[7 * y] < 0.02 && row[(7 * y) + 6] > 0.98, $"row {y} goes from {row[7 * y]} to {row[(7 * y) + 6]}");
    }

    [Fact]
    public void A_picture_of_a_pixels_width_and_millions_of_rows_is_refused_before_it_is_resized()
    {
        using var vae = SmallModel.Create("rows");
        string sentence = Assert.Throws<ElboException>(() => PictureRow.Of(vae, new Pixmap(1, 16_000_000, 1))).Message;
        Assert.Equal("The picture cannot be used: it is 1×16000000 pixels, more than 30000 along a side.", sentence);
    }
}
