namespace Elbo.Imaging.Tests;

public sealed class PngWriterTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    public void What_is_written_is_read_back(int channels)
    {
        var random = new Random(channels);
        for (int trial = 0; trial < 60; trial++)
        {
            Pixmap picture = Picture(random, random.Next(1, 90), random.Next(1, 90), channels, noise: trial % 3);
            Pixmap again = Png.Read(Encode(picture));
            Assert.Equal((picture.Width, picture.Height, channels), (again.Width, again.Height, again.Channels));
            Assert.Equal(picture.Pixels, again.Pixels);
        }
    }

    [Fact]
    public void A_picture_of_many_chunks_is_read_back()
    {
        Pixmap picture = Picture(new Random(9), 400, 500, 3, noise: 1);
        byte[] file = Encode(picture);
        Assert.True(file.AsSpan().Count("IDAT"u8) > 3);
        Assert.Equal(picture.Pixels, Png.Read(file).Pixels);
    }

    [Fact]
    public void The_same_picture_gives_the_same_bytes()
    {
        Pixmap picture = Picture(new Random(5), 120, 80, 3, noise: 2);
        Assert.Equal(Encode(picture), Encode(picture));
    }

    [Fact]
    public void Filters_follow_the_rows()
    {
        // Each row equals the one above but the first: unfiltered, noise does not compress.
        var random = new Random(6);
        var picture = new Pixmap(300, 100, 1);
        random.NextBytes(picture.Row(0));
        for (int y = 1; y < picture.Height; y++)
            picture.Row(y - 1).CopyTo(picture.Row(y));
        Assert.InRange(Encode(picture).Length, 300, 900);
    }

    [Fact]
    public void A_file_is_saved_in_place_of_another()
    {
        string folder = Directory.CreateTempSubdirectory("elbo-png-").FullName;
        try
        {
            string path = Path.Combine(folder, "a.png");
            Png.Save(Picture(new Random(1), 9, 9, 1, 0), path);
            Pixmap second = Picture(new Random(2), 12, 7, 4, 0);
            Png.Save(second, path);
            Assert.Equal(second.Pixels, Png.Load(path).Pixels);
            Assert.Equal([path], Directory.GetFiles(folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void A_failed_write_leaves_the_earlier_file_and_no_other()
    {
        string folder = Directory.CreateTempSubdirectory("elbo-png-").FullName;
        try
        {
            string path = Path.Combine(folder, "a.png");
            File.WriteAllText(path, "precious");
            Assert.Throws<IOException>(() => AtomicFile.Write(path, stream =>
            {
                stream.Write("half"u8);
                throw new IOException("The disk is full.");
            }));
            Assert.Equal("precious", File.ReadAllText(path));
            Assert.Equal([path], Directory.GetFiles(folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void A_missing_folder_is_named()
    {
        string folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        var e = Assert.Throws<DirectoryNotFoundException>(() => Png.Save(new Pixmap(1, 1, 1), Path.Combine(folder, "a.png")));
        Assert.Contains(folder, e.Message, StringComparison.Ordinal);
    }

    private static byte[] Encode(Pixmap picture)
    {
        using var stream = new MemoryStream();
        Png.Write(picture, stream);
        return stream.ToArray();
    }

    private static Pixmap Picture(Random random, int width, int height, int channels, int noise)
    {
        var picture = new Pixmap(width, height, channels);
        for (int i = 0; i < picture.Pixels.Length; i++)
            picture.Pixels[i] = noise == 1 ? (byte)random.Next(256) : (byte)(i / channels % width * 2 + i / (channels * width) + random.Next(1 + noise));
        return picture;
    }
}
