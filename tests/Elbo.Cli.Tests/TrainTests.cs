namespace Elbo.Cli.Tests;

public sealed class TrainTests(Workplace place) : IClassFixture<Workplace>
{
    [Fact]
    public void Built_in_digits_train_into_a_new_run_whose_path_is_printed_last()
    {
        var trained = place.Elbo("train", "--steps", "5", "--set", "training.batch=32", "--set", "model.encoder.*.units=16").Done();
        Assert.StartsWith("runs", trained.LastLine);
        string run = place[trained.LastLine];
        foreach (string file in new[] { "recipe.json", "run.json", "metrics.csv", "checkpoints/step-000000005.safetensors", "figures/samples.png", "figures/latent.svg", "figures/gradient-norm.svg", "figures/epochs/0001-generations.png", "figures/generations.gif", "report.html" })
            Assert.True(File.Exists(Path.Combine(run, file)), file);
        Assert.Contains("evidence lower bound", trained.Output);
        Assert.Contains("step 5/5", trained.Errors);
    }

    [Fact]
    public void Quiet_prints_the_path_alone()
    {
        var trained = place.Train("quiet", "--steps", "5", "--quiet").Done();
        Assert.Equal("quiet", trained.Output.TrimEnd());
        Assert.Equal("", trained.Errors);
    }

    [Fact]
    public void Pictures_that_cannot_be_written_while_training_are_named_in_one_sentence()
    {
        place.Train("blocked", "--steps", "7").Done();
        File.Delete(place.Newest("blocked"));
        Directory.Delete(place["blocked/figures/epochs"], recursive: true);
        File.WriteAllText(place["blocked/figures/epochs"], "mine");
        var resumed = place.Elbo("train", "--resume", "blocked", "--quiet").Done();
        Assert.Equal("blocked", resumed.LastLine);
        foreach (string line in resumed.Errors.TrimEnd().Split('\n')) Assert.StartsWith("Training goes on without a picture: Could not write ", line);
        Assert.Equal("mine", File.ReadAllText(place["blocked/figures/epochs"]));
    }

    [Fact]
    public void TensorBoard_files_are_written_when_asked_for_and_by_a_resumed_run_that_has_some()
    {
        place.Train("watched", "--steps", "8", "--tensorboard").Done();
        string first = Assert.Single(Directory.GetFiles(place["watched/tensorboard"], "events.out.tfevents.*"));
        // The masked checksum of the first record's length, which is always 24.
        Assert.Equal("1800000000000000A37F4B22", Convert.ToHexString(File.ReadAllBytes(first), 0, 12));
        File.Delete(place.Newest("watched"));
        place.Elbo("train", "--resume", "watched", "--quiet").Done();
        Assert.Equal(2, Directory.GetFiles(place["watched/tensorboard"]).Length);
        Assert.False(Directory.Exists(Path.Combine(place[place.FinishedRun], "tensorboard")));
        Assert.Contains("--tensorboard", place.Elbo("train", "--help").Done().Output);
    }

    [Theory]
    [InlineData("model.latnet=3", "model.latent")]
    [InlineData("model.latent=0", "model.latent")]
    [InlineData("model.latent=two", "model.latent")]
    [InlineData("training.batch=-1", "training.batch")]
    [InlineData("model.latent", "model.latent")]
    public void A_setting_that_cannot_be_is_refused_before_any_work(string setting, string named)
    {
        place.Train("refused", "--set", setting).Refused(2, named);
        Assert.False(Directory.Exists(place["refused"]));
    }

    [Fact]
    public void Misspelt_recipes_and_data_are_refused()
    {
        place.Elbo("train", "simple-vea").Refused(2, "simple-vae");
        place.Elbo("train", "--data", "minst").Refused(2, "mnist");
        place.Elbo("train", "--data", "./nowhere").Refused(2, "nowhere");
        place.Elbo("train", "missing.json").Refused(1, "missing.json");
        place.Elbo("train", "--seed", "-5").Refused(2, "seed", "-5");
        place.Elbo("train", "--steps", "5", "--epochs", "1").Refused(2, "--epochs and --steps");
        place.Elbo("train", "--data", "mnist").Refused(1, "elbo data get mnist");
    }

    [Fact]
    public void A_batch_larger_than_the_data_is_refused()
    {
        place.Train("large", "--set", "training.batch=201").Refused(1, "201", "200");
        Assert.False(Directory.Exists(place["large"]));
    }

    [Fact]
    public void A_folder_that_cannot_take_the_run_is_refused_and_kept()
    {
        File.WriteAllText(place["file"], "mine");
        place.Train("file").Refused(1, "file");
        place.Train(Path.Combine("file", "run")).Refused(1, "Could not write");
        Directory.CreateDirectory(place["full"]);
        File.WriteAllText(place["full/notes.txt"], "mine");
        place.Train("full").Refused(1, "full is not empty");
        Assert.Equal("mine", File.ReadAllText(place["full/notes.txt"]));
        place.Train(place.FinishedRun).Refused(1, "already holds a run");
    }

    [Fact]
    public void Damaged_data_are_refused()
    {
        const string images = "train-images-idx3-ubyte";
        place.WriteData("bad", 240, 60);
        string path = Path.Combine(place["bad"], images);
        byte[] whole = File.ReadAllBytes(path);
        string[] words = ["train", "--data", "bad", "--set", "data.validation=40", "--set", "training.batch=32", "--out", "from-bad"];

        File.WriteAllBytes(path, whole[..^100]);
        place.Elbo(words).Refused(1, images);
        File.WriteAllText(path, "not an IDX file at all");
        place.Elbo(words).Refused(1, images);
        Workplace.WriteIdx(path, 2051, [-1, 8, 8], []);
        place.Elbo(words).Refused(1, images);
        File.WriteAllBytes(path + ".gz", [0x1f, 0x8b, 8, 0, 1, 2, 3]);
        File.Delete(path);
        place.Elbo(words).Refused(1, images);
        File.Delete(path + ".gz");
        place.Elbo(words).Refused(1, images);
        Assert.False(Directory.Exists(place["from-bad"]));
    }

    [Fact]
    public void A_recipe_can_be_shown_saved_edited_and_trained()
    {
        string shown = place.Elbo("recipes", "show", "mlp-latent").Done().Output;
        Assert.Contains("\"epochs\"", shown);
        File.WriteAllText(place["mine.json"], shown.Replace("\"name\": \"mlp-latent\"", "\"name\": \"mine\"", StringComparison.Ordinal));
        Assert.Contains("\"name\": \"mine\"", File.ReadAllText(place["mine.json"]));
        place.Elbo(["train", "mine.json", .. Workplace.TrainWords("from-file", "--steps", "3")[1..]]).Done();
        Assert.Contains("\"name\": \"mine\"", File.ReadAllText(place["from-file/recipe.json"]));
        File.WriteAllText(place["broken.json"], shown[..(shown.Length / 2)]);
        place.Elbo("train", "broken.json").Refused(2, "broken.json, line");
    }
}
