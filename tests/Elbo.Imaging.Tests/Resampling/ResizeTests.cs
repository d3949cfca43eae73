namespace Elbo.Imaging.Tests;

/// <summary>Fixtures/draw.py draws the pictures and lets Pillow resize them.</summary>
public sealed class ResizeTests
{
    private static readonly (int Width, int Height)[] Sizes = [(17, 20), (60, 31), (23, 53), (41, 70)];

    [Theory]
    [InlineData("grey")]
    [InlineData("rgb")]
    [InlineData("rgba")]
    public void Every_filter_agrees_with_Pillow_bit_for_bit(string name)
    {
        Pixmap drawing = Fixture($"drawing-{name}.png"), sheet = Fixture($"resized-{name}.png");
        int top = 0;
        foreach ((int width, int height) in Sizes)
        {
            foreach (ResizeFilter filter in Enum.GetValues<ResizeFilter>())
            {
                Pixmap resized = Resize.To(drawing, width, height, filter);
                Assert.Equal((width, height, drawing.Channels), (resized.Width, resized.Height, resized.Channels));
                Assert.Equal(sheet.Crop(60 * (int)filter, top, width, height).Pixels, resized.Pixels);
            }
            top += height;
        }
    }

    [Fact]
    public void Columns_are_resized_like_rows()
    {
        var random = new Random(1);
        foreach (ResizeFilter filter in Enum.GetValues<ResizeFilter>())
            foreach (int channels in new[] { 1, 3 })
                foreach ((int from, int to) in new[] { (1, 9), (2, 1), (9, 20), (40, 7), (300, 33) })
                {
                    var row = new Pixmap(from, 1, channels);
                    random.NextBytes(row.Pixels);
                    var column = new Pixmap(1, from, channels, row.Pixels);
                    Assert.Equal(Resize.To(row, to, 1, filter).Pixels, Resize.To(column, 1, to, filter).Pixels);
                }
    }

    [Fact]
    public void A_flat_picture_stays_flat()
    {
        foreach (ResizeFilter filter in Enum.GetValues<ResizeFilter>())
            foreach (byte grey in new byte[] { 0, 1, 128, 255 })
            {
                var flat = new Pixmap(37, 23, 1);
                flat.Pixels.AsSpan().Fill(grey);
                Assert.All(Resize.To(flat, 50, 11, filter).Pixels, pixel => Assert.Equal(grey, pixel));
            }
    }

    [Fact]
    public void A_box_takes_the_mean_of_what_it_covers()
    {
        var picture = new Pixmap(4, 2, 1, [10, 20, 0, 255, 30, 40, 0, 255]);
        Assert.Equal([25, 128], Resize.To(picture, 2, 1, ResizeFilter.Box).Pixels);
    }

    [Fact]
    public void What_cannot_be_seen_does_not_bleed()
    {
        // Invisible green beside opaque red.
        var picture = new Pixmap(2, 1, 4, [0, 255, 0, 0, 255, 0, 0, 255]);
        Assert.Equal([255, 0, 0, 128], Resize.To(picture, 1, 1, ResizeFilter.Box).Pixels);
    }

    [Fact]
    public void The_same_size_is_a_copy()
    {
        var picture = new Pixmap(3, 1, 4, [9, 8, 7, 1, 6, 5, 4, 0, 3, 2, 1, 255]);
        Pixmap same = Resize.To(picture, 3, 1);
        Assert.Equal(picture.Pixels, same.Pixels);
        Assert.NotSame(picture.Pixels, same.Pixels);
    }

    [Fact]
    public void A_repeated_size_leaves_no_garbage()
    {
        Pixmap picture = Fixture("drawing-rgb.png");
        long result = Measure(() => new Pixmap(20, 20, 3));
        Assert.Equal(result, Measure(() => Resize.To(picture, 20, 20)));

        // The least of a few: a collection may empty the buffers' pool between two calls.
        static long Measure(Func<Pixmap> make) => Enumerable.Range(0, 9).Min(_ =>
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            make();
            return GC.GetAllocatedBytesForCurrentThread() - before;
        });
    }

    [Fact]
    public void A_size_seen_long_ago_gives_the_same_again()
    {
        Pixmap picture = Fixture("drawing-rgb.png");
        byte[] first = Resize.To(picture, 20, 20).Pixels;
        for (int side = 1; side < 40; side++)
            Resize.To(picture, side, side, ResizeFilter.Bicubic);
        Assert.Equal(first, Resize.To(picture, 20, 20).Pixels);
    }

    [Theory]
    [InlineData(0, 5, ResizeFilter.Box)]
    [InlineData(5, -1, ResizeFilter.Box)]
    [InlineData(5, 5, (ResizeFilter)9)]
    [InlineData(1 << 29, 1, ResizeFilter.Lanczos)]
    [InlineData(1, 1 << 29, ResizeFilter.Lanczos)]
    public void An_impossible_request_is_refused(int width, int height, ResizeFilter filter) =>
        Assert.ThrowsAny<ArgumentException>(() => Resize.To(new Pixmap(2, 2, 1), width, height, filter));

    private static Pixmap Fixture(string name)
    {
        using Stream file = typeof(ResizeTests).Assembly.GetManifestResourceStream($"Resampling/{name}")!;
        return Png.Read(file);
    }
}
