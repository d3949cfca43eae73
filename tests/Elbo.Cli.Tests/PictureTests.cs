using Elbo.Imaging;

namespace Elbo.Cli.Tests;

public sealed class PictureTests : IDisposable
{
    private readonly Workshop workshop = new();

    public void Dispose() => workshop.Dispose();

    [Theory]
    [InlineData("reconstruct", "reconstructions.png")]
    [InlineData("sample", "samples.png")]
    [InlineData("manifold", "manifold-quantiles.png", "manifold-linear.png")]
    [InlineData("latent", "latent.svg")]
    public async Task A_picture_goes_into_the_run_and_its_path_is_printed(string verb, params string[] names)
    {
        string run = await workshop.Trained("run");
        Directory.Delete(Path.Combine(run, "figures"), recursive: true);
        Directory.CreateDirectory(Path.Combine(run, "figures"));
        var outcome = (await ElboCommand.Run(verb, run)).Done();
        Assert.Equal(names.Select(name => Path.Combine(run, "figures", name)), outcome.OutputLines);
        foreach (string path in outcome.OutputLines) Assert.NotEqual(0, new FileInfo(path).Length);
    }

    [Fact]
    public async Task Samples_follow_grid_and_seed()
    {
        string run = await workshop.Trained("run");
        byte[] one = await Sample(run, "2x5", "1"), same = await Sample(run, "2x5", "1"), other = await Sample(run, "2x5", "2");
        Assert.Equal(one, same);
        Assert.NotEqual(one, other);
        var picture = Png.Read(one);
        Assert.True(picture.Width > 2 * picture.Height);
    }

    [Fact]
    public async Task Both_manifolds_have_twenty_by_twenty_pictures_and_differ()
    {
        string run = await workshop.Trained("run");
        string folder = Directory.CreateDirectory(workshop.At("elsewhere")).FullName;
        var paths = (await ElboCommand.Run("manifold", run, "--out", folder)).Done().OutputLines;
        Assert.All(paths, path => Assert.Equal(folder, Path.GetDirectoryName(path)));
        var (quantiles, linear) = (Png.Load(paths[0]), Png.Load(paths[1]));
        Assert.Equal((560, 560), (quantiles.Width, quantiles.Height));
        Assert.Equal((560, 560), (linear.Width, linear.Height));
        Assert.NotEqual(quantiles.Pixels, linear.Pixels);
    }

    [Fact]
    public async Task One_latent_dimension_gives_one_row()
    {
        string run = await workshop.Trained("run", "--set", "model.latent=1");
        var picture = Png.Load((await ElboCommand.Run("manifold", run)).Done().OutputLines[0]);
        Assert.Equal((560, 28), (picture.Width, picture.Height));
        (await ElboCommand.Run("latent", run)).Done();
    }

    [Theory]
    [InlineData("manifold")]
    [InlineData("latent")]
    public async Task Of_many_latent_dimensions_two_are_shown_and_named(string verb)
    {
        string run = await workshop.Trained("run", "--set", "model.latent=5");
        var outcome = (await ElboCommand.Run(verb, run)).Done();
        Assert.Matches(@"Of 5 latent dimensions, [0-4] and [0-4] carry most", outcome.Error);
    }

    [Fact]
    public async Task Latent_codes_of_both_parts_stand_beside_a_legend()
    {
        string run = await workshop.Trained("run");
        string svg = File.ReadAllText((await ElboCommand.Run("latent", run)).Done().OutputLines[0]);
        foreach (string word in new[] { ">Training<", ">Test<", ">latent 0<", ">latent 1<", ">9<", "480 points", "48 points" })
            Assert.Contains(word, svg, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_picture_that_cannot_be_written_is_named()
    {
        string run = await workshop.Trained("run"), path = workshop.At("nowhere/x.png");
        foreach (string verb in new[] { "reconstruct", "sample", "latent" })
            (await ElboCommand.Run(verb, run, "--out", path)).Refused(1, path, "folder does not exist");
    }

    private async Task<byte[]> Sample(string run, string grid, string seed)
    {
        string path = workshop.At("sample.png");
        Assert.Equal(path, (await ElboCommand.Run("sample", run, "--grid", grid, "--seed", seed, "--out", path)).Done().OutputLines[^1]);
        return File.ReadAllBytes(path);
    }
}
