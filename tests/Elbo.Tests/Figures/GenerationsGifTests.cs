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
        GenerationsGif.Save([.. Enumerable.Range(1, 5).Select(n => ((long)n, folder[$"{n}.png"]))], folder["all.gif"]);
        byte[] gif = File.ReadAllBytes(folder["all.gif"]);
        Assert.Equal([3, 0, 2, 0], gif[6..10]);
        // One graphic control block opens each frame.
        Assert.Equal(2, Enumerable.Range(0, gif.Length - 2).Count(i => gif[i] == 0x21 && gif[i + 1] == 0xf9 && gif[i + 2] == 4));
    }

    [Fact]
    public void No_sheet_at_all_makes_no_picture()
    {
        using var folder = new TemporaryFolder();
        GenerationsGif.Save([(1, folder["1.png"])], folder["all.gif"]);
        Assert.False(File.Exists(folder["all.gif"]));
    }
}
