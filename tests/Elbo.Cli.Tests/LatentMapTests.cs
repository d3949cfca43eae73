using System.Globalization;
using Elbo.Imaging;

namespace Elbo.Cli.Tests;

/// <summary><c>elbo latent --map</c>.</summary>
public sealed class LatentMapTests(Workplace place) : IClassFixture<Workplace>
{
    [Fact]
    public void Tsne_maps_training_and_validation_pictures_and_says_how_well()
    {
        string run = place.CopyOfRun("mapped");
        var mapped = place.Elbo("latent", run, "--map", "tsne", "--perplexity", "12", "--iterations", "120", "--csv", "map.csv").Done();
        string svg = Path.Combine(run, "figures", "latent-tsne.svg");
        Assert.Equal([svg, "map.csv"], Lines(mapped.Output));
        Assert.Matches(@"240 points in [0-9.]+ s, KL divergence [0-9.]+ nats at perplexity 12\.", mapped.Errors);
        string drawing = File.ReadAllText(place[svg]);
        foreach (string word in new[] { "240 posterior means (train+validation)", ">240 points<", ">coloured by label<", ">7<", "perplexity 12" })
            Assert.Contains(word, drawing, StringComparison.Ordinal);
        string[] rows = File.ReadAllLines(place["map.csv"]);
        Assert.Equal("index,x,y,label", rows[0]);
        Assert.Equal(241, rows.Length);
        for (int i = 0; i < 240; i++)
        {
            string[] fields = rows[i + 1].Split(',');
            Assert.Equal($"{i}", fields[0]);
            Assert.True(float.IsFinite(float.Parse(fields[1], CultureInfo.InvariantCulture)));
            Assert.Equal($"{i % 8}", fields[3]);
        }
        // Threads make no difference, and nothing is random.
        place.Elbo("latent", run, "--map", "tsne", "--perplexity", "12", "--iterations", "120", "--csv", "again.csv", "--threads", "3", "--seed", "5").Done();
        Assert.Equal(File.ReadAllText(place["map.csv"]), File.ReadAllText(place["again.csv"]));
    }

    [Fact]
    public void Principal_components_tell_their_variance()
    {
        string run = place.CopyOfRun("components");
        var mapped = place.Elbo("latent", run, "--map", "pca", "--split", "test").Done();
        Assert.Contains("hold 100 % of the variance of 2 latent dimensions", mapped.Errors);
        string drawing = File.ReadAllText(place[Assert.Single(Lines(mapped.Output))]);
        foreach (string word in new[] { "component 1 (", "60 posterior means (test)" }) Assert.Contains(word, drawing, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_dimensions_of_all_pictures_can_be_had_as_drawing_picture_and_table()
    {
        var mapped = place.Elbo("latent", place.FinishedRun, "--split", "all", "--csv", "all.csv", "--codes", "all.npy", "--out", "all.png").Done();
        Assert.Equal(["all.svg", "all.png", "all.csv", "all.npy"], Lines(mapped.Output));
        Assert.Equal(128 + (300 * 2 * sizeof(float)), new FileInfo(place["all.npy"]).Length);
        Assert.Equal(301, File.ReadAllLines(place["all.csv"]).Length);
        var picture = Png.Load(place["all.png"]);
        Assert.Equal(3, picture.Channels);
        Assert.Contains(picture.Pixels, value => value < 200);
        Assert.Contains(">300 points<", File.ReadAllText(place["all.svg"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Few_pictures_lower_the_perplexity_and_one_latent_dimension_is_mapped()
    {
        place.Train("line", "--steps", "5", "--set", "model.latent=1").Done();
        var mapped = place.Elbo("latent", "line", "--map", "tsne", "--split", "test", "--iterations", "60").Done();
        Assert.Contains("For 60 points the perplexity was lowered from 30 to 19.67.", mapped.Errors);
        Assert.Contains("One latent dimension has one principal component", place.Elbo("latent", "line", "--map", "pca").Done().Errors);
    }

    [Theory]
    [InlineData(1, "brightness")]
    [InlineData(3, "colour")]
    public void Pictures_without_labels_are_coloured_by_what_they_are(int channels, string by)
    {
        string folder = $"pictures-{channels}";
        Directory.CreateDirectory(place[folder]);
        for (int i = 0; i < 40; i++)
        {
            var picture = new Pixmap(16, 16, channels);
            new Random(i).NextBytes(picture.Pixels);
            Png.Save(picture, Path.Combine(place[folder], $"{i:D3}.png"));
        }
        string[] small = ["--steps", "4", "--set", "training.batch=16", "--set", "model.encoder.*.units=16", "--set", "model.decoder.*.units=16", "--set", $"data.channels={(channels == 1 ? "grey" : "colour")}"];
        place.Elbo(["train", "--data", folder, "--out", folder + "-run", .. small]).Done();
        var mapped = place.Elbo("latent", folder + "-run", "--map", "tsne", "--iterations", "20").Done();
        Assert.Contains($"The data have no labels; points are coloured by mean {by}.", mapped.Errors);
        Assert.Contains($">coloured by mean {by}<", File.ReadAllText(place[Lines(mapped.Output)[0]]), StringComparison.Ordinal);
    }

    [Fact]
    public void What_makes_no_sense_is_refused()
    {
        string run = place.FinishedRun;
        place.Elbo("latent", run, "--map", "umap").Refused(2, "--map", "2d, pca or tsne", "umap");
        place.Elbo("latent", run, "--map", "tsne", "--split", "tset").Refused(2, "--split", "train+validation", "tset");
        place.Elbo("latent", run, "--map", "tsne", "--perplexity", "0").Refused(2, "perplexity");
        place.Elbo("latent", run, "--map", "tsne", "--iterations", "0").Refused(2, "iterations");
        place.Elbo("latent", run, "--map", "pca", "--perplexity", "20").Refused(2, "--perplexity", "--map tsne");
        place.Elbo("latent", run, "--out", "both.png").Refused(2, "both.png", ".svg", "--split");
        place.Elbo("latent", run, "--map", "2d", "--split", "test", "--out", Path.Combine("nowhere", "a.svg")).Refused(1, "nowhere");
    }

    private static string[] Lines(string output) => [.. output.ReplaceLineEndings("\n").TrimEnd().Split('\n')];
}
