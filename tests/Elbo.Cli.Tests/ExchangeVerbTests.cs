namespace Elbo.Cli.Tests;

public sealed class ExchangeVerbTests(Workplace place) : IClassFixture<Workplace>
{
    [Fact]
    public void Export_writes_three_graphs_and_prints_their_paths()
    {
        string run = place.CopyOfRun("exported");
        string[] printed = place.Elbo("export", run).Done().Output.ReplaceLineEndings("\n").TrimEnd().Split('\n');
        Assert.Equal(new[] { "encoder", "decoder", "vae" }.Select(name => Path.Combine(run, "export", "onnx", name + ".onnx")), printed);
        Assert.All(printed, path => Assert.True(new FileInfo(place[path]).Length > 1000));
        Assert.Equal(Path.Combine("web", "vae.onnx"), place.Elbo("export", run, "--preprocessing", "--out", "web").Done().LastLine);
        Assert.NotEqual(File.ReadAllBytes(place[printed[2]]), File.ReadAllBytes(place[Path.Combine("web", "vae.onnx")]));
    }

    [Fact]
    public void Weights_that_go_out_and_come_back_evaluate_alike()
    {
        string run = place.CopyOfRun("sent");
        string[] files = place.Elbo("export", run, "--format", "safetensors").Done().Output.ReplaceLineEndings("\n").TrimEnd().Split('\n');
        Assert.Equal(new[] { Path.Combine(run, "export", "model.safetensors"), Path.Combine(run, "export", "model.py") }, files);
        Assert.Equal("back", place.Elbo("import", Path.Combine(run, "recipe.json"), files[0], "--out", "back").Done().LastLine);
        Assert.Equal(place.Elbo("evaluate", run).Done().Output, place.Elbo("evaluate", "back").Done().Output);
        place.Elbo("sample", "back").Done();
        place.Elbo("import", Path.Combine(run, "recipe.json"), files[0], "--out", "back").Refused(1, "already holds a run");
        place.Elbo("import", Path.Combine(run, "recipe.json"), files[0], "--rename", "mean=middle", "--out", "other").Refused(1, "'mean.weight', which is no part of a VAE");
        Assert.False(Directory.Exists(place["other"]));
        Assert.Equal("other", place.Elbo("import", Path.Combine(run, "recipe.json"), files[0], "--rename", "mean=mu", "--out", "other").Done().LastLine);
    }

    [Fact]
    public void A_model_for_a_program_of_ones_own_knows_what_scores_are_usual()
    {
        string run = place.CopyOfRun("served");
        var told = place.Elbo("export", run, "--format", "elbo").Done();
        Assert.Equal(Path.Combine(run, "export", "elbo.safetensors"), told.LastLine);
        Assert.Contains("Calibrated on 40 examples", told.Errors);
        using (var vae = Vae.Load(place[told.LastLine])) Assert.Equal(40, vae.Calibration?.Images);
        Directory.Move(place["data"], place["data-elsewhere"]);
        try
        {
            place.Elbo("export", run, "--format", "elbo", "--out", "bare.safetensors").Refused(2, "There is no folder");
            Assert.False(File.Exists(place["bare.safetensors"]));
        }
        finally
        {
            Directory.Move(place["data-elsewhere"], place["data"]);
        }
    }

    [Fact]
    public void What_cannot_be_exchanged_is_refused_in_a_sentence()
    {
        place.Elbo("export", place.FinishedRun, "--format", "onx").Refused(2, "--format must be onnx, safetensors or elbo, not 'onx'");
        place.Elbo("export", place.FinishedRun, "--format", "safetensors", "--preprocessing").Refused(2, "--preprocessing means nothing");
        place.Elbo("export", place.FinishedRun, "--format", "safetensors", "--out", "model.py").Refused(1, "model.py would be overwritten");
        place.Elbo("export", "nowhere").Refused(1, "There is no run directory nowhere");
        place.Elbo("import", Path.Combine(place.FinishedRun, "recipe.json"), "nowhere.safetensors").Refused(1, "There is no file nowhere.safetensors");
        place.Elbo("import", Path.Combine(place.FinishedRun, "recipe.json"), "w.safetensors", "--rename", "mean").Refused(2, "--rename must be FROM=TO");
    }
}
