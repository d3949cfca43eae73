namespace Elbo.Imaging.Tests;

public sealed class PngReaderTests
{
    public static TheoryData<int, int, bool> EveryFormat()
    {
        var formats = new TheoryData<int, int, bool>();
        foreach ((int colour, int[] depths) in new (int, int[])[] { (0, [1, 2, 4, 8, 16]), (2, [8, 16]), (3, [1, 2, 4, 8]), (4, [8, 16]), (6, [8, 16]) })
            foreach (int depth in depths)
            {
                formats.Add(colour, depth, false);
                formats.Add(colour, depth, true);
            }
        return formats;
    }

    [Theory]
    [MemberData(nameof(EveryFormat))]
    public void Every_colour_type_depth_and_interlacing_is_read(int colour, int depth, bool interlaced)
    {
        var random = new Random(100 * colour + depth);
        foreach ((int width, int height) in new[] { (1, 1), (3, 2), (5, 5), (8, 8), (9, 17), (33, 31), (2, 40), (40, 1) })
            foreach (bool transparent in new[] { false, true })
            {
                if (transparent && colour is 4 or 6)
                    continue;
                OddPng png = Random(random, width, height, depth, colour, interlaced, transparent);
                Pixmap picture = Png.Read(png.Encode(random, dataChunk: random.Next(1, 200)));

                Assert.Equal((width, height), (picture.Width, picture.Height));
                Assert.Equal(transparent || colour is 4 or 6 ? 4 : colour == 0 ? 1 : 3, picture.Channels);
                for (int y = 0; y < height; y++)
                    for (int x = 0; x < width; x++)
                    {
                        byte[] expected = Expected(png, x, y, depth, colour);
                        byte[] actual = picture.Row(y).Slice(x * picture.Channels, picture.Channels).ToArray();
                        Assert.Equal(picture.Channels switch { 1 => expected[..1], 3 => expected[..3], _ => expected }, actual);
                    }
            }
    }

    [Fact]
    public void A_file_of_another_encoder_is_read()
    {
        // The red dot of 5×5 pixels that texts on data URIs like to show; RGBA.
        byte[] file = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAUAAAAFCAYAAACNbyblAAAAHElEQVQI12P4//8/w38GIAXDIBKE0DHxgljNBAAO9TXL0Y4OHwAAAABJRU5ErkJggg==");
        Pixmap picture = Png.Read(file);
        Assert.Equal((5, 5, 4), (picture.Width, picture.Height, picture.Channels));
        Assert.Equal([255, 0, 0, 255], picture.Row(2).Slice(8, 4).ToArray());
        Assert.Equal([255, 255, 255, 0], picture.Row(0)[..4].ToArray());
    }

    [Fact]
    public void A_file_is_read_over_an_earlier_picture_of_its_size_and_channels()
    {
        string path = Path.GetTempFileName();
        try
        {
            var picture = new Pixmap(3, 2, 3);
            new Random(1).NextBytes(picture.Pixels);
            Png.Save(picture, path);
            Pixmap earlier = new(3, 2, 3), grey = new(3, 2, 1);
            Assert.Same(earlier, Png.Load(path, earlier));
            Assert.Equal(picture.Pixels, earlier.Pixels);
            Assert.NotSame(grey, Png.Load(path, grey));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Sixteen_bits_are_rounded_not_cut()
    {
        var png = new OddPng(4, 1, 16, 0, interlaced: false).Fill(new Random(1));
        (png.Values[0, 0, 0], png.Values[0, 1, 0], png.Values[0, 2, 0], png.Values[0, 3, 0]) = (0x00FF, 0x0080, 0xFF7F, 0xFF7E);
        Assert.Equal([1, 0, 255, 254], Png.Read(png.Encode(new Random(1))).Pixels);
    }

    [Fact]
    public void A_stream_is_read_like_a_span()
    {
        byte[] file = Random(new Random(2), 30, 20, 8, 2, interlaced: true, transparent: false).Encode(new Random(2));
        Assert.Equal(Png.Read(file).Pixels, Png.Read(new MemoryStream(file)).Pixels);
    }

    internal static OddPng Random(Random random, int width, int height, int depth, int colour, bool interlaced, bool transparent)
    {
        var png = new OddPng(width, height, depth, colour, interlaced);
        if (colour == 3)
        {
            png.Palette = new byte[3 * random.Next(1, (1 << depth) + 1)];
            random.NextBytes(png.Palette);
        }
        png.Fill(random);
        if (!transparent)
            return png;
        png.Transparency = new byte[colour == 3 ? random.Next(1, png.Palette!.Length / 3 + 1) : 2 * png.Samples];
        if (colour == 3)
            random.NextBytes(png.Transparency);
        else
            for (int s = 0; s < png.Samples; s++) // the colour of one pixel, so that some are transparent
                (png.Transparency[2 * s], png.Transparency[2 * s + 1]) = ((byte)(png.Values[0, 0, s] >> 8), (byte)png.Values[0, 0, s]);
        return png;
    }

    private static byte[] Expected(OddPng png, int x, int y, int depth, int colour)
    {
        byte Scale(int s) => (byte)Math.Round(png.Values[y, x, s] * 255.0 / ((1 << depth) - 1));
        if (colour == 3)
        {
            int index = png.Values[y, x, 0];
            byte alpha = png.Transparency is { } t && index < t.Length ? t[index] : (byte)255;
            return [.. png.Palette.AsSpan(3 * index, 3), alpha];
        }
        bool isKey = png.Transparency is not null;
        for (int s = 0; isKey && s < png.Samples; s++)
            isKey = png.Values[y, x, s] == (png.Transparency![2 * s] << 8 | png.Transparency[2 * s + 1]);
        byte keyed = isKey ? (byte)0 : (byte)255;
        return colour switch
        {
            0 => [Scale(0), Scale(0), Scale(0), keyed],
            4 => [Scale(0), Scale(0), Scale(0), Scale(1)],
            2 => [Scale(0), Scale(1), Scale(2), keyed],
            _ => [Scale(0), Scale(1), Scale(2), Scale(3)],
        };
    }
}
