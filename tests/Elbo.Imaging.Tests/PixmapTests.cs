namespace Elbo.Imaging.Tests;

public sealed class PixmapTests
{
    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(1, -1, 1)]
    [InlineData(1, 1, 2)]
    [InlineData(int.MaxValue, int.MaxValue, 4)]
    [InlineData(50_000, 50_000, 1)]
    public void An_impossible_size_is_refused(int width, int height, int channels) =>
        Assert.ThrowsAny<ArgumentException>(() => new Pixmap(width, height, channels));

    [Fact]
    public void A_buffer_of_the_wrong_length_is_refused() =>
        Assert.Throws<ArgumentException>(() => new Pixmap(2, 2, 3, new byte[11]));

    [Fact]
    public void Rows_are_views_of_the_pixels()
    {
        var picture = new Pixmap(3, 2, 3);
        picture.Row(1)[4] = 7;
        Assert.Equal(7, picture.Pixels[13]);
    }

    [Fact]
    public void A_cut_holds_the_pixels_of_its_place()
    {
        var picture = new Pixmap(4, 3, 3, [.. Enumerable.Range(0, 36).Select(i => (byte)i)]);
        Pixmap cut = picture.Crop(1, 2, 2, 1);
        Assert.Equal((2, 1, 3), (cut.Width, cut.Height, cut.Channels));
        Assert.Equal([27, 28, 29, 30, 31, 32], cut.Pixels);
        Assert.Equal(picture.Pixels, picture.Crop(0, 0, 4, 3).Pixels);
    }

    [Theory]
    [InlineData(-1, 0, 1, 1)]
    [InlineData(0, -1, 1, 1)]
    [InlineData(0, 0, 5, 1)]
    [InlineData(0, 0, 1, 4)]
    [InlineData(3, 0, 2, 1)]
    [InlineData(0, 0, 0, 1)]
    [InlineData(1, 1, int.MaxValue, 1)]
    [InlineData(int.MaxValue, 0, 1, 1)]
    public void A_cut_beyond_the_picture_is_refused(int x, int y, int width, int height) =>
        Assert.Throws<ArgumentException>(() => new Pixmap(4, 3, 3).Crop(x, y, width, height));

    [Fact]
    public void Grey_is_the_rounded_luma()
    {
        Pixmap grey = new Pixmap(6, 1, 3, [255, 0, 0, 0, 255, 0, 0, 0, 255, 10, 20, 30, 255, 255, 255, 0, 0, 0]).ToGrey();
        Assert.Equal(1, grey.Channels);
        Assert.Equal([76, 150, 29, 18, 255, 0], grey.Pixels);
    }

    [Fact]
    public void Alpha_is_composited_over_white()
    {
        var picture = new Pixmap(3, 1, 4, [1, 2, 3, 0, 100, 0, 200, 128, 1, 2, 3, 255]);
        Assert.Equal([255, 255, 255, 177, 127, 227, 1, 2, 3], picture.ToColour().Pixels);
        Assert.Equal([255, 153, 2], picture.ToGrey().Pixels);
    }

    [Fact]
    public void Grey_becomes_three_equal_channels_and_back()
    {
        var grey = new Pixmap(2, 1, 1, [7, 250]);
        Assert.Equal([7, 7, 7, 250, 250, 250], grey.ToColour().Pixels);
        Assert.Equal(grey.Pixels, grey.ToColour().ToGrey().Pixels);
        Assert.Same(grey, grey.ToGrey());
    }
}
