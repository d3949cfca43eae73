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
}
