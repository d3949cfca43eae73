using System.Security.Cryptography;
using Elbo.Data.Pictures;
using Elbo.Imaging;
using Elbo.Recipes;

namespace Elbo.Tests.Data.Pictures;

public class PictureFramingTests
{
    /// <summary>Red is the column and green the row, so that a pixel says where it was.</summary>
    private static Pixmap Map(int width, int height)
    {
        var picture = new Pixmap(width, height, 3);
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++) (picture.Row(y)[3 * x], picture.Row(y)[(3 * x) + 1], picture.Row(y)[(3 * x) + 2]) = ((byte)x, (byte)y, 7);
        }
        return picture;
    }

    private static byte[] Framed(Pixmap picture, int size, PictureCrop crop, PictureChannels channels = PictureChannels.Colour)
    {
        var framing = new PictureFraming(size, crop, channels);
        var row = new byte[framing.Shape.Features];
        framing.Apply(picture, row);
        return row;
    }

    private static void AssertCut(byte[] row, int size, int left, int top)
    {
        for (int y = 0; y < size; y++)
        {
            for (int x = 0; x < size; x++)
            {
                Assert.Equal(left + x, row[(y * size) + x]);
                Assert.Equal(top + y, row[(size * size) + (y * size) + x]);
                Assert.Equal(7, row[(2 * size * size) + (y * size) + x]);
            }
        }
    }

    [Theory]
    [InlineData(178, 218, 178, 0, 20)]
    [InlineData(100, 60, 60, 20, 0)]
    [InlineData(61, 90, 61, 0, 14)]
    public void Center_takes_the_largest_centred_square(int width, int height, int side, int left, int top) =>
        AssertCut(Framed(Map(width, height), side, PictureCrop.Center), side, left, top);

    [Theory]
    [InlineData(178, 218, 140, 19, 39)]
    [InlineData(89, 109, 70, 9, 19)]
    [InlineData(200, 200, 128, 36, 36)]
    [InlineData(100, 220, 79, 10, 70)]
    public void Closecrop_takes_140_of_178_by_218_and_the_same_fractions_of_other_sizes(int width, int height, int side, int left, int top) =>
        AssertCut(Framed(Map(width, height), side, PictureCrop.Closecrop), side, left, top);

    [Theory]
    [InlineData(64, 78, 7)]
    [InlineData(128, 156, 14)]
    [InlineData(48, 59, 5)]
    [InlineData(8, 10, 1)]
    public void Resizecrop_keeps_rows_7_to_71_of_78_in_proportion(int size, int height, int top) =>
        AssertCut(Framed(Map(size, height), size, PictureCrop.Resizecrop), size, 0, top);

    [Fact]
    public void Closecrop_is_cut_first_and_then_resized_antialiased()
    {
        var picture = PictureFiles.Picture(5, 178, 218);
        Pixmap expected = Resize.To(picture.Crop(19, 39, 140, 140), 64, 64, ResizeFilter.Lanczos);
        byte[] row = Framed(picture, 64, PictureCrop.Closecrop);
        for (int p = 0; p < 64 * 64; p++)
        {
            for (int c = 0; c < 3; c++) Assert.Equal(expected.Pixels[(3 * p) + c], row[(c * 64 * 64) + p]);
        }
    }

    [Fact]
    public void Every_size_and_style_fits_every_picture()
    {
        foreach (var crop in Enum.GetValues<PictureCrop>())
        {
            for (int size = 8; size <= 130; size++) Framed(new Pixmap(1, 300, 1), size, crop);
            foreach (var (width, height) in new[] { (1, 1), (300, 1), (2, 3), (4000, 5) }) Assert.NotEmpty(Framed(new Pixmap(width, height, 4), 48, crop));
        }
    }

    [Fact]
    public void Grey_is_one_channel_and_grey_files_become_three_equal_ones()
    {
        var white = new Pixmap(9, 9, 3);
        Array.Fill(white.Pixels, (byte)200);
        Assert.All(Framed(white, 9, PictureCrop.Center, PictureChannels.Grey), pixel => Assert.Equal(200, pixel));
        Assert.Equal(81, Framed(white, 9, PictureCrop.Center, PictureChannels.Grey).Length);
        var grey = PictureFiles.Picture(3, 9, 9, 1);
        byte[] row = Framed(grey, 9, PictureCrop.Center);
        for (int c = 0; c < 3; c++) Assert.Equal(grey.Pixels, row[(c * 81)..((c + 1) * 81)]);
    }

    [Theory]
    [InlineData(178, 218, PictureCrop.Center, 64)]
    [InlineData(28, 28, PictureCrop.Center, 28)]
    [InlineData(40, 30, PictureCrop.Center, 30)]
    [InlineData(40, 30, PictureCrop.Resizecrop, 40)]
    [InlineData(5, 5, PictureCrop.Center, 8)]
    public void The_size_of_its_own_is_the_cut_squares_and_at_most_64(int width, int height, PictureCrop crop, int size) =>
        Assert.Equal(size, PictureFraming.OwnSize(new Pixmap(width, height, 1), crop));

    [Fact]
    public void A_side_too_long_to_be_resized_is_a_skip() =>
        Assert.Throws<InvalidDataException>(() => Framed(new Pixmap(40_000, 1, 1), 64, PictureCrop.Resizecrop));

    /// <summary>Where one of these fails on purpose, raise <see cref="PictureFraming.Version"/> and write down the new digest.</summary>
    [Theory]
    [InlineData(PictureCrop.Center, PictureChannels.Colour, "610a86132ad4520bdec50dcd5d3752c0")]
    [InlineData(PictureCrop.Closecrop, PictureChannels.Grey, "fd0e6859758692d799d2b7cfc201101c")]
    [InlineData(PictureCrop.Resizecrop, PictureChannels.Colour, "9e661ee63a42816e316a58fb46945699")]
    public void The_pixels_packed_are_those_of_this_version(PictureCrop crop, PictureChannels channels, string digest)
    {
        Assert.Equal(1, PictureFraming.Version);
        var framing = new PictureFraming(24, crop, channels);
        byte[] row = new byte[framing.Shape.Features];
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (byte[] file in new[] { PictureFiles.Png(Drawn()), File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Data", "Pictures", "progressive-2x2.jpg")) })
        {
            framing.Apply(PictureFile.Read(file), row);
            hash.AppendData(row);
        }
        Assert.Equal(digest, Convert.ToHexStringLower(hash.GetHashAndReset(), 0, 16));
    }

    /// <summary>57×71, of integer arithmetic only.</summary>
    private static Pixmap Drawn()
    {
        var picture = new Pixmap(57, 71, 3);
        for (int i = 0; i < picture.Pixels.Length; i++) picture.Pixels[i] = (byte)((i * i / 97) + (i * 31 % 64));
        return picture;
    }
}
