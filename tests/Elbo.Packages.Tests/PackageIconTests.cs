using Elbo.Imaging;

namespace Elbo.Packages.Tests;

public sealed class PackageIconTests
{
    [Fact]
    public void The_icon_is_the_one_that_is_drawn_here()
    {
        string path = Checkout.At("packaging", "icon.png");
        var drawn = PackageIcon.Draw();
        if (Checkout.Regenerate) Png.Save(drawn, path);
        var kept = Png.Load(path);
        Assert.Equal((drawn.Width, drawn.Height, drawn.Channels), (kept.Width, kept.Height, kept.Channels));
        Assert.Equal(drawn.Pixels, kept.Pixels);
        // What package registries advise for an icon.
        Assert.InRange(new FileInfo(path).Length, 100, 100_000);
    }
}
