using Elbo.Figures;
using Elbo.Imaging;

namespace Elbo.Tests.Figures;

public sealed class GenerationsGifTests
{
    [Fact]
    public void Sheets_that_are_gone_or_of_another_size_than_the_last_readable_one_are_left_out()
    {
        using var folder = new TemporaryFolder();
        Png.Save(new Pixmap(2, 2, 1), folder["1.png"]);
        Png.Save(new Pixmap(3, 2, 1), folder["2.png"]);
        Png.Save(new Pixmap(3, 2, 1), folder["4.png"]);
        new GenerationsGif(folder["all.gif"]).Save([.. Enumerable.Range(1, 5).Select(n => ((long)n, folder[$"{n}.png"]))]);
        byte[] gif = File.ReadAllBytes(folder["all.gif"]);
        Assert.Equal([3, 0, 2, 0], gif[6..10]);
        // One graphic control block opens each frame.
        Assert.Equal(2, Enumerable.Range(0, gif.Length - 2).Count(i => gif[i] == 0x21 && gif[i + 1] == 0xf9 && gif[i + 2] == 4));
    }

    [Fact]
    public void No_sheet_at_all_makes_no_picture()
    {
        using var folder = new TemporaryFolder();
        new GenerationsGif(folder["all.gif"]).Save([(1, folder["1.png"])]);
        Assert.False(File.Exists(folder["all.gif"]));
    }

    [Fact]
    public void Written_again_it_leaves_no_sheet_behind_as_garbage()
    {
        using var folder = new TemporaryFolder();
        const int sheets = 10, side = 1000;
        for (int i = 0; i < sheets; i++) Png.Save(new Pixmap(side, side, 1), folder[$"{i}.png"]);
        (long, string)[] all = [.. Enumerable.Range(0, sheets).Select(i => ((long)i, folder[$"{i}.png"]))];
        var gif = new GenerationsGif(folder["all.gif"]);
        gif.Save(all);
        long before = GC.GetAllocatedBytesForCurrentThread();
        gif.Save(all);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2 * side * side);
    }
}
