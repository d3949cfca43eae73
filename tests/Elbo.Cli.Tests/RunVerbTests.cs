using System.Text.Json;
using Elbo.Imaging;

namespace Elbo.Cli.Tests;

public sealed class RunVerbTests(Workplace place) : IClassFixture<Workplace>
{
    [Theory]
    [InlineData("reconstruct", "reconstructions.png")]
    [InlineData("sample", "samples.png")]
    [InlineData("manifold", "manifold-quantiles.png manifold-linear.png")]
    [InlineData("latent", "latent.svg")]
    public void A_verb_writes_its_pictures_and_prints_their_paths(string verb, string pictures)
    {
        string run = place.CopyOfRun("for-" + verb);
        Directory.Delete(Path.Combine(place[run], "figures"), recursive: true);
        Directory.CreateDirectory(Path.Combine(place[run], "figures"));
        string[] expected = [.. pictures.Split(' ').Select(name => Path.Combine(run, "figures", name))];
        string[] printed = place.Elbo(verb, run).Done().Output.ReplaceLineEndings("\n").TrimEnd().Split('\n');
        // Reconstructions are also measured, in a table before the path.
        if (verb == "reconstruct") printed = printed[^expected.Length..];
        Assert.Equal(expected, printed);
        foreach (string path in printed)
        {
            byte[] start = File.ReadAllBytes(place[path])[..4];
            Assert.True(start is [0x89, (byte)'P', (byte)'N', (byte)'G'] or [(byte)'<', ..], path);
        }
    }

    [Fact]
    public void A_picture_can_go_elsewhere()
    {
        Assert.Equal("mine.png", place.Elbo("sample", place.FinishedRun, "--grid", "2x3", "--out", "mine.png").Done().LastLine);
        Assert.True(File.Exists(place["mine.png"]));
        place.Elbo("sample", place.FinishedRun, "--out", Path.Combine("nowhere", "mine.png")).Refused(1, "nowhere");
        place.Elbo("sample", place.FinishedRun, "--grid", "0x3").Refused(2, "--grid", "0x3");
        place.Elbo("manifold", place.FinishedRun, "--size", "1").Refused(2, "--size");
    }

    [Fact]
    public void A_conditional_model_draws_the_labels_that_are_asked_for()
    {
        string run = place.Train("conditional", "--steps", "20", "--set", "model.condition=label").Done().LastLine;
        // 8×8 pixels, doubled, two of the ground between them and around.
        Assert.Equal((20 * 18 + 2, 8 * 18 + 2), Size(Path.Combine(run, "figures", "samples.png")));
        Assert.Equal((10 * 18 + 2, 10 * 18 + 2), Size(Draw("--label", "7")));
        Assert.Equal((20 * 18 + 2, 2 * 18 + 2), Size(Draw("--label", "3,7")));
        Assert.Equal((5 * 18 + 2, 4 * 18 + 2), Size(Draw("--grid", "4x5")));
        byte[] sevens = File.ReadAllBytes(place[Draw("--label", "7")]), threes = File.ReadAllBytes(place[Draw("--label", "3")]);
        Assert.NotEqual(sevens, threes);
        place.Elbo("sample", run, "--label", "11").Refused(2, "There is no label '11'");
        place.Elbo("sample", place.FinishedRun, "--label", "7").Refused(2, "trained without labels");
        foreach (string verb in new[] { "reconstruct", "manifold", "latent", "evaluate", "doctor", "report" }) place.Elbo(verb, run).Done();

        string Draw(params string[] words) => place.Elbo(["sample", run, "--out", "drawn.png", .. words]).Done().LastLine;
        (int, int) Size(string path) => Png.Load(place[path]) is var picture ? (picture.Width, picture.Height) : default;
    }

    [Fact]
    public void Reconstruct_measures_what_it_draws()
    {
        string[] words = ["reconstruct", place.FinishedRun, "--out", "measured.png"];
        string table = place.Elbo(words).Done().Output;
        foreach (string word in new[] { "60 images", "PSNR", "SSIM", " dB", "64 values → 2 latents, 32 : 1" }) Assert.Contains(word, table);
        var measured = place.Elbo([.. words, "--json"]).Done();
        using var document = JsonDocument.Parse(measured.Output);
        double Number(string key) => document.RootElement.GetProperty(key).GetDouble();
        Assert.Equal((60, 64, 2, 32), (Number("images"), Number("values"), Number("latents"), Number("ratio")));
        Assert.Equal(-10 * Math.Log10(Number("meanSquaredError")), Number("psnrOfMean"), 9);
        Assert.InRange(Number("psnr"), Number("psnrOfMean"), 40);
        Assert.InRange(Number("ssim"), -1, 1);
        Assert.Equal("measured.png", document.RootElement.GetProperty("picture").GetString());
        Assert.Equal("", measured.Errors);
    }

    [Fact]
    public void A_reconstruction_stands_under_its_original_or_beside_it()
    {
        Assert.Equal((10 * 16 + 11 * 2, 10 * 16 + 10 * 2 + 5 * 4 - 2), Size());
        Assert.Equal(Size(), Size("--layout", "over"));
        Assert.Equal((10 * 16 + 11 * 2 + 4 * 4, 10 * 16 + 11 * 2), Size("--layout", "beside"));
        place.Elbo("reconstruct", place.FinishedRun, "--layout", "under").Refused(2, "--layout", "beside or over", "'under'");

        (int Width, int Height) Size(params string[] words)
        {
            place.Elbo(["reconstruct", place.FinishedRun, "--out", "laid.png", .. words]).Done();
            var sheet = Png.Load(place["laid.png"]);
            return (sheet.Width, sheet.Height);
        }
    }

    [Fact]
    public void Evaluate_prints_one_document_that_adds_up()
    {
        var evaluated = place.Elbo("evaluate", place.FinishedRun, "--json").Done();
        using var document = JsonDocument.Parse(evaluated.Output);
        var root = document.RootElement;
        double elbo = root.GetProperty("elbo").GetDouble();
        Assert.Equal(-(root.GetProperty("reconstruction").GetDouble() + root.GetProperty("kl").GetDouble()), elbo, 9);
        Assert.True(elbo < 0);
        Assert.Equal(-elbo / (64 * Math.Log(2)), root.GetProperty("bitsPerDimension").GetDouble(), 9);
        Assert.Equal(60, root.GetProperty("images").GetInt32());
        Assert.Equal("test", root.GetProperty("split").GetString());
        Assert.Equal("", evaluated.Errors);
    }

    [Fact]
    public void Evaluate_takes_other_splits_and_prints_a_table()
    {
        Assert.Contains("40 images", place.Elbo("evaluate", place.FinishedRun, "--split", "validation").Done().Output);
        place.Elbo("evaluate", place.FinishedRun, "--split", "tset").Refused(2, "test, validation, train", "tset");
    }

    [Fact]
    public void Evaluate_with_samples_measures_all_and_draws_neighbours()
    {
        string run = place.CopyOfRun("sampled"), picture = Path.Combine(run, "figures", "neighbours.png");
        string[] words = ["evaluate", run, "--samples", "3", "--images", "20"];
        using var document = JsonDocument.Parse(place.Elbo([.. words, "--json"]).Done().Output);
        var root = document.RootElement;
        foreach (string key in new[] { "importanceWeightedBound", "frechetDistance", "memorisation", "psnr", "ssim", "rateDistortion", "activeUnits", "elboStandardError" })
            Assert.True(root.TryGetProperty(key, out _), key);
        Assert.Equal(20, root.GetProperty("importanceWeightedBound").GetProperty("images").GetInt32());
        Assert.Equal(2, root.GetProperty("klPerDimension").GetArrayLength());
        Assert.Equal(picture, root.GetProperty("picture").GetString());
        Assert.Equal(7 * 16 + 8 * 2, Png.Load(place[picture]).Width);

        var table = place.Elbo(words).Done();
        foreach (string word in new[] { "importance-weighted bound", "20 images, 3 samples of each code", "of 2", "Fréchet distance in the features of a classifier trained here", "nearest training picture", "nats" })
            Assert.Contains(word, table.Output);
        Assert.Equal(picture, table.LastLine);
    }

    [Fact]
    public void Evaluate_refuses_impossible_numbers()
    {
        place.Elbo("evaluate", place.FinishedRun, "--samples", "0").Refused(2, "--samples", "between 1 and 1,000,000", "0");
        place.Elbo("evaluate", place.FinishedRun, "--samples", "5", "--images", "0").Refused(2, "--images", "at least 1");
        place.Elbo("evaluate", place.FinishedRun, "--images", "5").Refused(2, "--images", "--samples");
    }

    [Fact]
    public void Other_data_must_have_the_same_shape() =>
        place.Elbo("evaluate", place.FinishedRun, "--data", "digits").Refused(1, "28", "8");

    [Fact]
    public void Bench_prints_one_array()
    {
        using var document = JsonDocument.Parse(place.Elbo("bench", "tanh-small", "--seconds", "0", "--json").Done().Output);
        var timing = Assert.Single(document.RootElement.EnumerateArray());
        Assert.Equal("tanh-small", timing.GetProperty("recipe").GetString());
        Assert.Equal(20, timing.GetProperty("batch").GetInt32());
        foreach (string key in new[] { "stepMilliseconds", "imagesPerSecond", "gflops", "peakFraction" })
            Assert.True(timing.GetProperty(key).GetDouble() > 0, key);
    }

    [Fact]
    public void What_is_no_run_is_refused()
    {
        Directory.CreateDirectory(place["empty"]);
        foreach (string verb in new[] { "evaluate", "sample" })
        {
            place.Elbo(verb, "nowhere").Refused(1, "nowhere");
            place.Elbo(verb, "empty").Refused(1, "empty is not a run directory");
        }
        string half = place.CopyOfRun("half");
        File.Delete(Path.Combine(place[half], "run.json"));
        place.Elbo("evaluate", half).Refused(1, "cut off");
        string bare = place.CopyOfRun("bare");
        Directory.Delete(Path.Combine(place[bare], "checkpoints"), recursive: true);
        place.Elbo("evaluate", bare).Refused(1, "no checkpoint yet");
    }

    [Fact]
    public void A_run_of_a_newer_version_is_refused()
    {
        string newer = place.CopyOfRun("newer"), info = Path.Combine(place[newer], "run.json");
        string text = File.ReadAllText(info);
        Assert.Contains("\"format\": 1", text);
        File.WriteAllText(info, text.Replace("\"format\": 1", "\"format\": 999", StringComparison.Ordinal));
        place.Elbo("evaluate", newer).Refused(1, "newer than this version", "update Elbo");
        place.Elbo("train", "--resume", newer).Refused(1, "update Elbo");
    }

    [Fact]
    public void A_damaged_checkpoint_is_one_sentence_and_a_trace_only_when_asked_for()
    {
        string hurt = place.CopyOfRun("hurt");
        foreach (string file in Directory.EnumerateFiles(Path.Combine(place[hurt], "checkpoints"))) Workplace.FlipByte(file);
        place.Elbo("evaluate", hurt).Refused(1, "is damaged");
        var verbose = place.Elbo("evaluate", hurt, "--verbose");
        Assert.Equal(1, verbose.Code);
        Assert.Contains("   at Elbo.", verbose.Errors);
        Assert.Equal("", verbose.Output);
    }
}
