namespace Elbo.Imaging.Tests;

public sealed class PictureFileTests
{
    [Fact]
    public void The_first_bytes_tell_the_format()
    {
        byte[] jpeg = Fixtures.Bytes("grey");
        Pixmap expected = Jpeg.Read(jpeg);
        using var png = new MemoryStream();
        Png.Write(expected, png);
        foreach (byte[] file in new[] { jpeg, png.ToArray() })
        {
            Assert.True(PictureFile.Known(file));
            Assert.True(PictureFile.Known(file.AsSpan(0, PictureFile.HeadBytes)));
            Assert.Equal(expected.Pixels, PictureFile.Read(file).Pixels);
        }
        Assert.Equal(expected.Pixels, PictureFile.Load(Fixtures.PathOf("grey")).Pixels);
    }

    [Fact]
    public void Anything_else_is_refused()
    {
        foreach (byte[] file in new byte[][] { [], [0xFF], [0xFF, 0xD8], [0x89, 0x50, 0x4E, 0x47], "GIF89a and more"u8.ToArray(), "text"u8.ToArray() })
        {
            Assert.False(PictureFile.Known(file));
            Assert.Contains("neither", Assert.Throws<InvalidDataException>(() => PictureFile.Read(file)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_limits_reach_both_formats()
    {
        Pixmap picture = Jpeg.Load(Fixtures.PathOf("grey"));
        using var png = new MemoryStream();
        Png.Write(picture, png);
        var limits = new PictureLimits { MaxPixels = picture.Width * picture.Height - 1 };
        Assert.Throws<InvalidDataException>(() => PictureFile.Load(Fixtures.PathOf("grey"), limits));
        Assert.Throws<InvalidDataException>(() => PictureFile.Read(png.ToArray(), limits));
        Assert.Throws<InvalidDataException>(() => PictureFile.Load(Fixtures.PathOf("grey"), new PictureLimits { MaxFileBytes = 100 }));
    }
}
