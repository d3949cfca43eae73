using System.Runtime.CompilerServices;

namespace Elbo.Imaging.Tests;

public sealed class GifTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(31)]
    [InlineData(128)]
    [InlineData(256)]
    public void Few_colours_are_kept_exactly(int colours)
    {
        var random = new Random(colours);
        var palette = new byte[3 * colours];
        random.NextBytes(palette);
        for (int trial = 0; trial < 40; trial++)
        {
            (int width, int height) = (random.Next(1, 70), random.Next(1, 70));
            int run = random.Next(1, 30);
            Pixmap[] frames = [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Scatter(random, width, height, palette, run))];
            AssertExact(frames);
        }
    }

    [Fact]
    public void Every_grey_level_is_kept_exactly()
    {
        var ramp = new Pixmap(256, 40, 1);
        for (int i = 0; i < ramp.Pixels.Length; i++)
            ramp.Pixels[i] = (byte)(i % 256 + i / 256);
        var noise = new Pixmap(256, 40, 1);
        new Random(1).NextBytes(noise.Pixels);
        AssertExact([ramp, noise, ramp]);
    }

    [Fact]
    public void A_picture_that_fills_the_code_table_again_and_again_is_kept()
    {
        var random = new Random(2);
        foreach (int colours in new[] { 2, 7, 200 })
        {
            var palette = new byte[3 * colours];
            random.NextBytes(palette);
            AssertExact([Scatter(random, 300, 200, palette, 1), Scatter(random, 300, 200, palette, 200)]);
        }
    }

    [Fact]
    public void Frames_have_their_time_and_repeat_for_ever()
    {
        PlainGif gif = new(Encode([new Pixmap(3, 2, 1), new Pixmap(3, 2, 3)], 0.3));
        Assert.Equal((3, 2), (gif.Width, gif.Height));
        Assert.Equal(0, gif.Loops);
        Assert.Equal([30, 30], gif.Frames.Select(frame => frame.Delay));
        Assert.Equal(65535, new PlainGif(Encode([new Pixmap(1, 1, 1)], 655.35)).Frames[0].Delay);
        Assert.Equal(1, new PlainGif(Encode([new Pixmap(1, 1, 1)], 0.01)).Frames[0].Delay);
    }

    [Fact]
    public void Only_what_changes_is_drawn_again()
    {
        Pixmap first = new(20, 10, 1), second = new(20, 10, 1), third = new(20, 10, 1);
        foreach (Pixmap picture in new[] { second, third })
            (picture.Row(3)[7], picture.Row(5)[4]) = (200, 100);
        PlainGif gif = new(Encode([first, second, third]));
        Assert.Equal([(0, 0, 20, 10), (4, 3, 4, 3), (0, 0, 1, 1)], gif.Places);
        AssertExact([first, second, third]);
    }

    [Fact]
    public void Transparent_pixels_show_white()
    {
        PlainGif gif = new(Encode([new Pixmap(2, 1, 4, [9, 9, 9, 0, 1, 2, 3, 255])]));
        Assert.Equal([255, 255, 255, 1, 2, 3], gif.Frames[0].Screen);
    }

    [Fact]
    public void Many_colours_stay_near_and_their_mean_nearer()
    {
        Pixmap picture = Clouds(0);
        byte[] shown = new PlainGif(Encode([picture])).Frames[0].Screen;
        double squares = 0, worst = 0;
        for (int i = 0; i < shown.Length; i++)
            squares += Math.Pow(shown[i] - picture.Pixels[i], 2);
        for (int y = 0; y < picture.Height; y += 8)
            for (int x = 0; x < picture.Width; x += 8)
                for (int c = 0; c < 3; c++)
                {
                    double difference = 0;
                    for (int i = 0; i < 64; i++)
                    {
                        int at = 3 * ((y + i / 8) * picture.Width + x + i % 8) + c;
                        difference += shown[at] - picture.Pixels[at];
                    }
                    worst = Math.Max(worst, Math.Abs(difference / 64));
                }
        Assert.InRange(Math.Sqrt(squares / shown.Length), 0.1, 6);
        Assert.InRange(worst, 0, 5);
    }

    [Fact]
    public void What_does_not_change_does_not_flicker()
    {
        Pixmap first = Clouds(0), second = Clouds(1);
        for (int y = 0; y < 48; y++)
            first.Row(y).CopyTo(second.Row(y));
        PlainGif gif = new(Encode([first, second]));
        Assert.Equal(gif.Frames[0].Screen[..(3 * 96 * 48)], gif.Frames[1].Screen[..(3 * 96 * 48)]);
        Assert.InRange(gif.Places[1].Y, 48, 95);
    }

    [Fact]
    public void The_same_frames_give_the_same_bytes() =>
        Assert.Equal(Encode([Clouds(0), Clouds(1)]), Encode([Clouds(0), Clouds(1)]));

    [Fact]
    public void Frames_that_do_not_fit_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Encode([]));
        Assert.Throws<ArgumentException>(() => Encode([new Pixmap(2, 1, 1), new Pixmap(1, 2, 1)]));
        // More colours than a palette holds, so that these are gone through once more.
        var noise = new Pixmap(40, 40, 3);
        new Random(4).NextBytes(noise.Pixels);
        Assert.Throws<ArgumentException>(() => Encode([noise, new Pixmap(40, 39, 3)]));
        Assert.Throws<ArgumentException>(() => Encode([new Pixmap(65_536, 1, 1)]));
        foreach (double seconds in new[] { 0, -1, 656, double.NaN, double.PositiveInfinity })
            Assert.Throws<ArgumentOutOfRangeException>(() => Encode([new Pixmap(1, 1, 1)], seconds));
    }

    [Fact]
    public void A_file_is_saved_whole_in_place_of_another()
    {
        string folder = Directory.CreateTempSubdirectory("elbo-gif-").FullName;
        try
        {
            string path = Path.Combine(folder, "a.gif");
            Gif.Save([new Pixmap(9, 9, 1)], path);
            Assert.Throws<ArgumentException>(() => Gif.Save([], path));
            Gif.Save([Clouds(0)], path, 1);
            Assert.Equal(Encode([Clouds(0)], 1), File.ReadAllBytes(path));
            Assert.Equal([path], Directory.GetFiles(folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData(4)]
    [InlineData(1000)]
    public void Frames_made_one_by_one_are_never_in_memory_together_and_give_the_same_file(int colours)
    {
        var alive = new List<WeakReference>();
        int most = 0;
        using var stream = new MemoryStream();
        Gif.Write(Made(), stream);
        Assert.Equal(Encode([.. Enumerable.Range(0, 12).Select(Frame)]), stream.ToArray());
        Assert.InRange(most, 1, 3);

        using var redrawn = new MemoryStream();
        Gif.Write(DrawnAnew(), redrawn);
        Assert.Equal(stream.ToArray(), redrawn.ToArray());

        IEnumerable<Pixmap> DrawnAnew()
        {
            var one = new Pixmap(30, 20, Frame(0).Channels);
            for (int i = 0; i < 12; i++)
            {
                Frame(i).Pixels.CopyTo(one.Pixels, 0);
                yield return one;
            }
        }

        IEnumerable<Pixmap> Made()
        {
            for (int i = 0; i < 12; i++)
            {
                yield return Remembered(i);
                GC.Collect();
                most = Math.Max(most, alive.Count(frame => frame.IsAlive));
            }
        }

        // Apart, so that no local variable of the sequence keeps a frame.
        [MethodImpl(MethodImplOptions.NoInlining)]
        Pixmap Remembered(int number)
        {
            var frame = Frame(number);
            alive.Add(new WeakReference(frame));
            return frame;
        }

        Pixmap Frame(int number)
        {
            var palette = new byte[3 * colours];
            new Random(3).NextBytes(palette);
            return Scatter(new Random(number), 30, 20, palette, 3);
        }
    }

    private static void AssertExact(Pixmap[] frames)
    {
        PlainGif gif = new(Encode(frames));
        Assert.Equal(frames.Length, gif.Frames.Count);
        for (int i = 0; i < frames.Length; i++)
            Assert.Equal(frames[i].ToColour().Pixels, gif.Frames[i].Screen);
    }

    private static byte[] Encode(Pixmap[] frames, double seconds = 0.3)
    {
        using var stream = new MemoryStream();
        Gif.Write(frames, stream, seconds);
        return stream.ToArray();
    }

    private static Pixmap Scatter(Random random, int width, int height, byte[] palette, int longestRun)
    {
        var picture = new Pixmap(width, height, 3);
        for (int i = 0, left = 0, colour = 0; i < width * height; i++, left--)
        {
            if (left == 0)
                (left, colour) = (random.Next(1, longestRun + 1), random.Next(palette.Length / 3));
            palette.AsSpan(3 * colour, 3).CopyTo(picture.Pixels.AsSpan(3 * i));
        }
        return picture;
    }

    /// <summary>Smooth in all three channels, thousands of colours.</summary>
    private static Pixmap Clouds(int phase)
    {
        var picture = new Pixmap(96, 96, 3);
        for (int y = 0; y < 96; y++)
            for (int x = 0; x < 96; x++)
                for (int c = 0; c < 3; c++)
                    picture.Row(y)[3 * x + c] = (byte)(128 + 60 * Math.Sin((x + 20 * c + 9 * phase) / 17.0) + 60 * Math.Cos((y - 12 * c) / 23.0));
        return picture;
    }
}
