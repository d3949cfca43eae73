using System.Text.Json;

namespace Elbo.Cli.Tests;

public sealed class SweepTests(Workplace place) : IClassFixture<Workplace>
{
    [Fact]
    public void A_sweep_compares_its_runs_and_prints_its_folder_last()
    {
        var done = place.Elbo(Words("two", "--vary", "model.latent=2,3", "--vary", "objective.beta=0,4", "--steps", "14")).Done();
        Assert.Equal("two", done.LastLine);
        Assert.Contains("active", done.Output);
        Assert.Contains("run 4/4 model.latent=3,objective.beta=4", done.Errors);
        Assert.Contains("for all", done.Errors);
        foreach (string file in new[]
        {
            "sweep.json", "table.json", "sweep.csv", "figures/loss.svg", "figures/reconstructions.svg", "figures/rate-distortion.svg",
            "model.latent=2,objective.beta=0/run.json", "model.latent=3,objective.beta=4/figures/latent.svg", "model.latent=3,objective.beta=4/figures/samples.png",
        })
            Assert.True(File.Exists(place["two/" + file]), file);

        var again = place.Elbo("sweep", "--resume", "two", "--json").Done();
        Assert.Contains("run 1/4 model.latent=2,objective.beta=0: finished before", again.Errors);
        using var table = JsonDocument.Parse(again.Output);
        Assert.Equal(File.ReadAllText(place["two/table.json"]), again.Output);
        var rows = table.RootElement.GetProperty("rows");
        Assert.Equal(4, rows.GetArrayLength());
        Assert.Equal("finished", rows[0].GetProperty("state").GetString());
        Assert.True(rows[3].GetProperty("test").GetProperty("kl").GetDouble() > 0);
        Assert.Equal(60, rows[3].GetProperty("testImages").GetInt32());
    }

    [Fact]
    public void A_run_of_a_sweep_has_every_file_that_training_it_alone_gives()
    {
        place.Elbo(Words("same", "--vary", "seed=3", "--steps", "14", "--quiet")).Done();
        place.Train("alone", "--steps", "14", "--seed", "3", "--quiet").Done();
        Assert.Equal(Files("alone"), Files("same/seed=3"));
        Assert.Equal(File.ReadAllBytes(place["alone/recipe.json"]), File.ReadAllBytes(place["same/seed=3/recipe.json"]));
        Assert.Equal(File.ReadAllBytes(place.Newest("alone")), File.ReadAllBytes(place.Newest("same/seed=3")));
    }

    [Fact]
    public void A_failing_run_is_named_at_the_end_and_the_others_are_finished()
    {
        var done = place.Elbo(Words("failing", "--vary", "training.learningRate=0.001,1e6,0.01", "--steps", "40", "--quiet"));
        Assert.Equal(1, done.Code);
        Assert.Equal("failing", done.LastLine);
        string[] lines = done.Errors.TrimEnd().Split('\n');
        Assert.Equal(2, lines.Length);
        Assert.StartsWith("run 2/3 training.learningRate=1000000 failed: Training stopped at step", lines[0]);
        Assert.StartsWith("One of 3 runs failed: training.learningRate=1000000;", lines[1]);
        Assert.True(File.Exists(place["failing/training.learningRate=0.01/figures/samples.png"]));
        Assert.True(File.Exists(place["failing/figures/samples.svg"]));
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("KILL")]
    public void An_interrupted_sweep_says_how_to_go_on_and_comes_to_the_same_end(string signal)
    {
        if (OperatingSystem.IsWindows()) return;
        string[] more = ["--vary", "model.latent=2,3", "--epochs", "400", "--set", "training.pictureEpochs=null"];
        string name = "stopped-" + signal;
        using (var sweep = place.Start(Words(name, more)))
        {
            sweep.WaitFor("run 2/2  epoch 3/");
            sweep.Signal(signal);
            var stopped = sweep.Wait();
            if (signal == "INT")
            {
                Assert.Equal(130, stopped.Code);
                Assert.Equal("", stopped.Output);
                Assert.Contains($"run 2 of 2, model.latent=3; everything trained is saved. Continue with: elbo sweep --resume {name}", stopped.Errors);
            }
        }
        Assert.Contains("run 1/2 model.latent=2: finished before", place.Elbo("sweep", "--resume", name).Done().Errors);
        place.Elbo(Words("straight-" + signal, [.. more, "--quiet"])).Done();
        Assert.Equal(File.ReadAllBytes(place.Newest($"straight-{signal}/model.latent=3")), File.ReadAllBytes(place.Newest(name + "/model.latent=3")));
    }

    [Fact]
    public void What_cannot_be_swept_is_refused_before_any_work()
    {
        place.Elbo("sweep", "digits", "--out", "never").Refused(2, "--vary KEY=V1,V2");
        place.Elbo(Words("never", "--vary", "model.latnet=2,3")).Refused(2, "model.latent");
        place.Elbo(Words("never", "--vary", "model.latent=2,0")).Refused(2, "model.latent");
        place.Elbo(Words("never", "--vary", "training.batch=32,5000")).Refused(1, "training.batch is 5000");
        place.Elbo("sweep", "--resume").Refused(2, "elbo sweep --resume DIR");
        place.Elbo("sweep", "--resume", "never").Refused(1, "holds no sweep");
        place.Elbo("sweep", "--resume", "never", "--vary", "seed=1").Refused(2, "keeps what it varies");
        place.Elbo("sweep", "--resume", "never", "--seed", "1").Refused(2, "seed cannot change");
        Assert.False(Directory.Exists(place["never"]));
    }

    private static string[] Words(string name, params string[] more) => ["sweep", .. Workplace.TrainWords(name, more).Skip(1)];

    private string[] Files(string run) => [.. Directory.EnumerateFiles(place[run], "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(place[run], file)).Order(StringComparer.Ordinal)];
}
