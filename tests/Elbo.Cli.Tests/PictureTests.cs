using Elbo.Imaging;

namespace Elbo.Cli.Tests;

/// <summary>What the pictures of the verbs hold.</summary>
public sealed class PictureTests(Workplace place) : IClassFixture<Workplace>
{
    [Fact]
    public void Samples_follow_grid_and_seed()
    {
        byte[] one = Sample("2x5", "1"), same = Sample("2x5", "1"), other = Sample("2x5", "2");
        Assert.Equal(one, same);
        Assert.NotEqual(one, other);
        var picture = Png.Read(one);
        Assert.True(picture.Width > 2 * picture.Height);
    }

    [Theory]
    [InlineData("3")]
    [InlineData("3x0")]
    [InlineData("axb")]
    [InlineData("1000x1000")]
    public void A_grid_that_cannot_be_is_bad_usage(string grid) => place.Elbo("sample", place.FinishedRun, "--grid", grid).Refused(2, "--grid", $"'{grid}'");

    [Fact]
    public void Both_manifolds_have_twenty_by_twenty_pictures_and_differ()
    {
        Directory.CreateDirectory(place["elsewhere"]);
        string[] paths = Lines(place.Elbo("manifold", place.FinishedRun, "--out", "elsewhere").Done());
        Assert.Equal(["elsewhere/manifold-quantiles.png", "elsewhere/manifold-linear.png"], paths.Select(path => path.Replace('\\', '/')));
        var (quantiles, linear) = (Png.Load(place[paths[0]]), Png.Load(place[paths[1]]));
        Assert.Equal((160, 160), (quantiles.Width, quantiles.Height));
        Assert.Equal((160, 160), (linear.Width, linear.Height));
        Assert.NotEqual(quantiles.Pixels, linear.Pixels);
        place.Elbo("manifold", place.FinishedRun, "--size", "1").Refused(2, "--size");
    }

    [Fact]
    public void One_latent_dimension_gives_one_row()
    {
        place.Train("one", "--steps", "5", "--set", "model.latent=1").Done();
        var picture = Png.Load(place[Lines(place.Elbo("manifold", "one").Done())[0]]);
        Assert.Equal((160, 8), (picture.Width, picture.Height));
        Assert.Contains(">posterior deviation<", File.ReadAllText(place[Lines(place.Elbo("latent", "one").Done())[0]]), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_many_latent_dimensions_two_are_shown_and_named()
    {
        place.Train("five", "--steps", "5", "--set", "model.latent=5").Done();
        Assert.Matches("Of 5 latent dimensions, [0-4] and [0-4] carry most", place.Elbo("manifold", "five").Done().Errors);
        Assert.Matches("Of 5 latent dimensions, [0-4] and [0-4] carry most", place.Elbo("latent", "five").Done().Errors);
    }

    [Fact]
    public void Latent_codes_of_both_parts_stand_beside_a_legend()
    {
        string svg = File.ReadAllText(place[Lines(place.Elbo("latent", place.FinishedRun).Done())[0]]);
        foreach (string word in new[] { ">Training<", ">Test<", ">latent 0<", ">latent 1<", ">7<", ">200 points<", ">60 points<" })
            Assert.Contains(word, svg, StringComparison.Ordinal);
    }

    [Fact]
    public void A_picture_that_cannot_be_written_is_named()
    {
        foreach (string verb in new[] { "reconstruct", "sample", "latent" })
            place.Elbo(verb, place.FinishedRun, "--out", "nowhere/x").Refused(1, "nowhere/x", "folder does not exist");
    }

    private byte[] Sample(string grid, string seed)
    {
        Assert.Equal("sample.png", place.Elbo("sample", place.FinishedRun, "--grid", grid, "--seed", seed, "--out", "sample.png").Done().LastLine);
        return File.ReadAllBytes(place["sample.png"]);
    }

    private static string[] Lines(Outcome outcome) => outcome.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
