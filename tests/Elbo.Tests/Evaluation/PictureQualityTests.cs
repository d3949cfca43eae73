using Elbo.Evaluation;
using Elbo.Tensors;

namespace Elbo.Tests.Evaluation;

public sealed class PictureQualityTests
{
    /// <summary>The figures are NumPy's, from the definition: every window cut out, nothing separated, variances around the mean.</summary>
    [Theory]
    [InlineData(3, 20, 24, 0.9539373678789886, 21.70172736111467)]
    [InlineData(1, 28, 28, 0.9512718806350644, 21.632176764181743)]
    [InlineData(2, 11, 11, 0.9482838098234521, 22.009296030961956)]
    [InlineData(1, 6, 9, 0.9599370520353938, 22.324740593344533)] // a window of 5 × 5
    [InlineData(5, 1, 1, 0.9496039054168556, 21.78599905787201)]
    [InlineData(1, 1, 8, 0.9675993770014906, 23.39816345977933)]
    public void Figures_are_those_of_the_definition(int channels, int height, int width, double ssim, double psnr)
    {
        var shape = new Shape(channels, height, width);
        (float[] a, float[] b) = Pair(shape);
        Assert.Equal(ssim, PictureQuality.Ssim(a, b, shape), 1e-10);
        Assert.Equal(psnr, PictureQuality.Psnr(a, b), 1e-10);
    }

    [Fact]
    public void A_tenth_of_the_range_is_twenty_decibels()
    {
        Assert.Equal(20, PictureQuality.Psnr([0.25f, 0.75f, 0.5f], [0.35f, 0.65f, 0.6f]), 1e-5);
        Assert.Equal(0, PictureQuality.Psnr([0, 1], [1, 0]));
    }

    [Fact]
    public void Equal_pictures_are_perfect()
    {
        var shape = new Shape(3, 16, 16);
        (float[] a, _) = Pair(shape);
        Assert.Equal(double.PositiveInfinity, PictureQuality.Psnr(a, a));
        Assert.Equal(1, PictureQuality.Ssim(a, a, shape), 1e-12);
    }

    [Fact]
    public void Flat_pictures_differ_only_in_their_light()
    {
        float[] dark = [.. Enumerable.Repeat(0.25f, 400)], light = [.. Enumerable.Repeat(0.75f, 400)];
        Assert.Equal((2 * 0.25 * 0.75 + 1e-4) / (0.0625 + 0.5625 + 1e-4), PictureQuality.Ssim(dark, light, new Shape(1, 20, 20)), 1e-9);
    }

    [Fact]
    public void A_negative_is_unlike_and_the_order_of_the_two_does_not_matter()
    {
        var shape = new Shape(1, 24, 24);
        (float[] picture, float[] near) = Pair(shape);
        float[] negative = [.. picture.Select(value => 1 - value)];
        double nearSimilarity = PictureQuality.Ssim(picture, near, shape);
        Assert.InRange(PictureQuality.Ssim(picture, negative, shape), -1, -0.5);
        Assert.InRange(nearSimilarity, 0.5, 0.999);
        Assert.Equal(nearSimilarity, PictureQuality.Ssim(near, picture, shape), 1e-12);
    }

    [Fact]
    public void Channels_count_alike()
    {
        (float[] a, float[] b) = Pair(new Shape(2, 12, 15));
        var one = new Shape(1, 12, 15);
        int plane = one.Features;
        double first = PictureQuality.Ssim(a.AsSpan(0, plane), b.AsSpan(0, plane), one);
        double second = PictureQuality.Ssim(a.AsSpan(plane), b.AsSpan(plane), one);
        Assert.Equal((first + second) / 2, PictureQuality.Ssim(a, b, new Shape(2, 12, 15)), 1e-12);
    }

    [Fact]
    public void Pictures_that_do_not_match_are_refused()
    {
        Assert.Throws<ArgumentException>(() => PictureQuality.Psnr([1, 2], [1]));
        Assert.Throws<ArgumentException>(() => PictureQuality.Psnr([], []));
        Assert.Throws<ArgumentException>(() => PictureQuality.Ssim([1, 2], [1, 2], new Shape(1, 1, 3)));
        Assert.Throws<ArgumentException>(() => PictureQuality.Ssim([1, 2], [1, 2, 3], new Shape(1, 1, 2)));
        Assert.Throws<ArgumentException>(() => PictureQuality.Ssim([], [], new Shape(0, 4, 4)));
    }

    private static (float[] A, float[] B) Pair(Shape shape)
    {
        float[] a = [.. Enumerable.Range(0, shape.Features).Select(i => (float)(i * 37 % 101 / 100.0))];
        return (a, [.. a.Select((value, i) => (float)(0.8 * value + 0.2 * (i * 53 % 97 / 96.0)))]);
    }
}
