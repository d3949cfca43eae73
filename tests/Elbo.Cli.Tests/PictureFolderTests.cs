using System.IO.Compression;
using Elbo.Imaging;

namespace Elbo.Cli.Tests;

public sealed class PictureFolderTests(Workplace place) : IClassFixture<Workplace>
{
    private static readonly string[] Small =
    [
        "--set", "training.batch=16", "--set", "model.encoder.*.units=16", "--set", "model.decoder.*.units=16", "--steps", "4",
    ];

    /// <summary>A folder of pictures from a seed, unless it is there already.</summary>
    private string Pictures(string name, int count)
    {
        Directory.CreateDirectory(place[name]);
        for (int i = 0; i < count; i++)
        {
            var picture = new Pixmap(20, 16, 3);
            new Random(i).NextBytes(picture.Pixels);
            Png.Save(picture, Path.Combine(place[name], $"{i:D3}.png"));
        }
        return name;
    }

    [Fact]
    public void A_folder_trains_resumes_and_is_looked_at_from_its_packed_pictures()
    {
        string folder = Pictures("pets", 60);
        File.WriteAllText(Path.Combine(place[folder], "broken.jpg"), "no picture");
        var trained = place.Elbo(["train", "--data", folder, "--set", "data.size=12", "--out", "pets-run", .. Small]).Done();
        foreach (string words in new[] { "Packed 60 pictures of 3×12×12", "1 of 61 pictures could not be read: broken.jpg (", "6 to validate", "takes at most a tenth" })
            Assert.Contains(words, trained.Errors);
        var again = place.Elbo("train", "--resume", "pets-run").Done();
        Assert.Contains("Using the packed pictures", again.Errors);
        Assert.DoesNotContain("packing", again.Errors);
        place.Elbo("latent", "pets-run").Done();
        var evaluated = place.Elbo("evaluate", "pets-run", "--json").Done();
        Assert.StartsWith("{", evaluated.Output);

        // Another folder is framed as the run's was, and all of it is shown.
        string other = Pictures("others", 5);
        Assert.Contains("\"images\": 5", place.Elbo("evaluate", "pets-run", "--data", other, "--json").Done().Output);
        place.Elbo("reconstruct", "pets-run", "--data", other, "--out", "others.png").Done();
        // One row of five pairs of 12 pixels, twice enlarged, beside each other because they are in colour.
        var sheet = Png.Load(place["others.png"]);
        Assert.Equal((10 * 24 + 11 * 2 + 4 * 4, 24 + 2 * 2), (sheet.Width, sheet.Height));
    }

    [Fact]
    public void A_conditional_model_takes_labels_from_folders_and_infers_those_of_pictures_in_none()
    {
        foreach (string name in new[] { "kinds", "new-kinds" })
        {
            foreach (string kind in new[] { "round", "square" }) Pictures(Path.Combine(name, kind), 20);
        }
        place.Elbo(["train", "--data", "kinds", "--set", "data.size=12", "--set", "data.labels=folders", "--set", "model.condition=label", "--out", "kinds-run", .. Small]).Done();
        Assert.Contains("\"images\": 40", place.Elbo("evaluate", "kinds-run", "--data", "new-kinds", "--json").Done().Output);
        place.Elbo("traverse", "kinds-run", "--data", "new-kinds").Done();
        string plain = Pictures("plain", 5);
        place.Elbo("interpolate", "kinds-run", "--data", plain).Done();
        // After what loading tells of the pictures.
        var unlabelled = place.Elbo("evaluate", "kinds-run", "--data", plain);
        Assert.Equal(1, unlabelled.Code);
        Assert.Contains("has no labels", unlabelled.Errors.TrimEnd().Split('\n')[^1]);
        // The run's own data by their path are its own, of which only some are tests.
        string own = place.Elbo("evaluate", "kinds-run", "--json").Done().Output;
        Assert.DoesNotContain("\"images\": 40", own);
        Assert.Equal(own, place.Elbo("evaluate", "kinds-run", "--data", "kinds/", "--json").Done().Output);
    }

    [Fact]
    public void Quiet_still_tells_of_pictures_that_could_not_be_read_and_of_nothing_else()
    {
        string folder = Pictures("spoilt", 30);
        var train = (string[])["train", "--data", folder, "--quiet", .. Small];
        Assert.Equal("", place.Elbo([.. train, "--out", "spoilt-run-1"]).Done().Errors.Trim());
        File.WriteAllText(Path.Combine(place[folder], "broken.jpg"), "no picture");
        // Also when they were packed before.
        foreach (string run in new[] { "spoilt-run-2", "spoilt-run-3" })
            Assert.StartsWith("1 of 31 pictures could not be read: broken.jpg (", Assert.Single(place.Elbo([.. train, "--out", run]).Done().Errors.Trim().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public void What_depends_on_the_pictures_is_recorded_so_that_another_folder_fits()
    {
        string folder = Pictures("own", 30);
        place.Elbo(["train", "--data", folder, "--set", "data.channels=grey", "--out", "own-run", .. Small]).Done();
        string recipe = File.ReadAllText(Path.Combine(place["own-run"], "recipe.json"));
        Assert.Contains("\"size\": 16", recipe);
        Assert.Contains(place[folder].Replace("\\", "\\\\", StringComparison.Ordinal), recipe);
        place.Elbo("reconstruct", "own-run", "--data", Pictures("own-others", 3)).Done();
    }

    [Fact]
    public void A_zip_is_described_and_its_packed_pictures_are_listed_and_cleared()
    {
        ZipFile.CreateFromDirectory(place[Pictures("zipped", 20)], place["zipped.zip"]);
        var described = place.Elbo("data", "info", "zipped.zip").Done();
        Assert.Contains("3×16×16", described.Output);
        Assert.Contains("Packed 20 pictures", described.Errors);
        Assert.Contains("zipped-", place.Elbo("data", "cache").Done().Output);
        Assert.Contains("Deleted ", place.Elbo("data", "cache", "--clear").Done().Output);
        Assert.DoesNotContain("zipped-", place.Elbo("data", "cache").Done().Output);
    }

    [Fact]
    public void What_holds_no_picture_is_refused_in_a_sentence()
    {
        Directory.CreateDirectory(place["nothing"]);
        place.Elbo("train", "--data", "nothing").Refused(1, "nothing", "no .jpg, .jpeg or .png");
        File.WriteAllText(place["cut.zip"], "PK");
        place.Elbo("train", "--data", "cut.zip").Refused(1, "cut.zip", "damaged");
        place.Elbo("train", "--data", "celeba").Refused(1, "img_align_celeba.zip");
        place.Elbo("data", "get", "celeba").Refused(1, "img_align_celeba.zip");
        place.Elbo("train", "--data", "data", "--set", "data.size=64", "--set", "data.validation=40").Refused(2, "data.size", "1×8×8");
    }
}
