using Elbo.Recipes;
using Elbo.Runs;
using Elbo.Sweeps;
using Elbo.Tests.Training;

namespace Elbo.Tests.Sweeps;

public sealed class SweepTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Each_combination_is_trained_as_it_would_be_alone()
    {
        var table = Run("sweep", "model.latent=2,3");
        Assert.Equal(["model.latent=2", "model.latent=3"], table.Rows.Select(row => row.Name));
        Assert.All(table.Rows, row => Assert.Equal(SweepState.Finished, row.State));
        var alone = RunDirectory.Create(folder["alone"], Small.With("model.latent", "3"));
        using var trainer = new Elbo.Training.Trainer(alone.Recipe, DigitRun.Data, alone, 1);
        trainer.Run();
        var run = RunDirectory.Open(folder["sweep/model.latent=3"]);
        Assert.Equal(alone.Recipe, run.Recipe);
        Assert.Equal(File.ReadAllBytes(Newest(alone)), File.ReadAllBytes(Newest(run)));

        var row = table.Rows[1];
        var estimate = trainer.Vae.Evaluate(DigitRun.Data.Test);
        Assert.Equal(estimate.Kl, row.Test!.Kl);
        Assert.Equal(estimate.Reconstruction + (2 * estimate.Kl), row.Test.Loss, 9);
        Assert.Equal(estimate.Elbo, row.Elbo);
        Assert.Equal(run.Metrics.Read()[^1].Loss, row.Training!.Loss);
        Assert.Equal((12L, 3, 64), (row.Steps, row.Latent, row.TestImages));
    }

    [Fact]
    public void What_is_finished_is_kept_and_new_values_extend_the_sweep()
    {
        Run("sweep", "model.latent=3");
        DateTime before = File.GetLastWriteTimeUtc(folder["sweep/model.latent=3/metrics.csv"]);
        var seen = new List<SweepProgress>();
        var table = Run("sweep", "model.latent=2", seen);
        Assert.Equal(["model.latent=2", "model.latent=3"], table.Rows.Select(row => row.Name));
        Assert.All(table.Rows, row => Assert.NotNull(row.Test));
        Assert.Equal(["model.latent=3"], seen.Where(p => p.Activity == SweepActivity.Skipping).Select(p => p.Name));
        Assert.Equal(["model.latent=2"], seen.Where(p => p.Activity == SweepActivity.Beginning).Select(p => p.Name));
        Assert.Equal(before, File.GetLastWriteTimeUtc(folder["sweep/model.latent=3/metrics.csv"]));

        seen.Clear();
        using var again = Sweep.Open(folder["sweep"], Data);
        Assert.Equal(table.ToCsv(), again.Run(new Told(seen.Add)).ToCsv());
        Assert.Equal([SweepActivity.Skipping, SweepActivity.Skipping], seen.Select(p => p.Activity));
    }

    [Fact]
    public void An_interrupted_sweep_continues_to_the_same_bits()
    {
        Run("straight", "model.latent=2,3");
        using (var stop = new CancellationTokenSource())
        using (var sweep = Begin("sweep", "model.latent=2,3"))
        {
            // After the second run's first epoch of two.
            var told = new Told(p => { if (p is { Run: 2, Training: { Epoch: 1, EpochEnded: true } }) stop.Cancel(); });
            Assert.Throws<OperationCanceledException>(() => sweep.Run(told, stop.Token));
        }
        var half = SweepTable.Parse(File.ReadAllText(folder["sweep/table.json"]));
        Assert.Equal([SweepState.Finished, SweepState.Unfinished], half.Rows.Select(row => row.State));
        Assert.Equal(8, half.Rows[1].Steps);
        using (var sweep = Sweep.Open(folder["sweep"], Data)) sweep.Run();
        foreach (string name in new[] { "model.latent=2", "model.latent=3" })
            Assert.Equal(File.ReadAllBytes(Newest(RunDirectory.Open(folder["straight/" + name]))), File.ReadAllBytes(Newest(RunDirectory.Open(folder["sweep/" + name]))));
    }

    [Fact]
    public void A_run_that_fails_leaves_the_others_alone_and_is_tried_again()
    {
        var table = Run("sweep", "training.learningRate=0.001,1e6,0.01");
        Assert.Equal([SweepState.Finished, SweepState.Failed, SweepState.Finished], table.Rows.Select(row => row.State));
        Assert.Contains("not finite", table.Failed.Single().Reason);
        Assert.Contains(",failed,", table.ToCsv());
        var seen = new List<SweepProgress>();
        Run("sweep", "training.learningRate=0.001,1e6,0.01", seen);
        Assert.Equal(["training.learningRate=1000000"], seen.Where(p => p.Activity == SweepActivity.Beginning).Select(p => p.Name));
        using var sweep = Sweep.Open(folder["sweep"], Data);
        Assert.Equal(9, sweep.Draw(table).Count);
    }

    [Fact]
    public void A_half_written_run_begins_anew()
    {
        Run("sweep", "model.latent=2,3");
        byte[] whole = File.ReadAllBytes(Newest(RunDirectory.Open(folder["sweep/model.latent=3"])));
        File.Delete(folder["sweep/model.latent=3/run.json"]);
        Directory.CreateDirectory(folder["sweep/model.latent=4/figures"]);
        File.WriteAllText(folder["sweep/model.latent=4/recipe.json"], "{");
        var warnings = new List<string>();
        var table = Run("sweep", "model.latent=2,3,4", warn: warnings.Add);
        Assert.All(table.Rows, row => Assert.Equal(SweepState.Finished, row.State));
        Assert.Equal(whole, File.ReadAllBytes(Newest(RunDirectory.Open(folder["sweep/model.latent=3"]))));
        Assert.True(File.Exists(folder["sweep/model.latent=3.damaged/metrics.csv"]));
        Assert.Contains("model.latent=3.damaged", Assert.Single(warnings));
    }

    [Fact]
    public void A_damaged_run_fails_alone()
    {
        Run("sweep", "model.latent=2,3");
        File.WriteAllText(folder["sweep/model.latent=3/run.json"], "{");
        var table = Run("sweep", "model.latent=2,3");
        Assert.Contains("damaged run.json", table.Failed.Single().Reason);
        Assert.Equal(SweepState.Finished, table.Rows[0].State);
    }

    [Fact]
    public void A_run_trained_alone_is_taken_over()
    {
        var alone = RunDirectory.Create(folder["sweep/model.latent=3"], Small.With("model.latent", "3"));
        using (var trainer = new Elbo.Training.Trainer(alone.Recipe, DigitRun.Data, alone, 1)) trainer.Run();
        string metrics = File.ReadAllText(alone.Metrics.Path);
        var table = Run("sweep", "model.latent=2,3");
        Assert.All(table.Rows, row => Assert.NotNull(row.Test));
        Assert.Equal(metrics, File.ReadAllText(alone.Metrics.Path));
    }

    [Fact]
    public void Another_recipe_another_setting_and_another_folder_are_refused()
    {
        Run("sweep", "model.latent=2");
        Refused(() => Begin("sweep", "objective.beta=2"), "sweep over model.latent, not over objective.beta");
        var longer = SweepPlan.Of(Small.With("training.steps", "13"), [Variation.Parse("model.latent=2")]);
        Refused(() => Sweep.Begin(folder["sweep"], longer, Data), "training.steps is 12 there and 13 here");
        RunDirectory.Create(folder["other/model.latent=2"], Small.With("seed", "7"));
        Refused(() => Begin("other", "model.latent=2"), "seed is 7 there and 1 here");
        RunDirectory.Create(folder["single"], Small);
        Refused(() => Begin("single", "model.latent=2"), "single run");
        Directory.CreateDirectory(folder["mine"]);
        File.WriteAllText(folder["mine/notes.txt"], "mine");
        Refused(() => Begin("mine", "model.latent=2"), "is not empty");
        Refused(() => Sweep.Open(folder["nowhere"], Data), "holds no sweep");
        File.WriteAllText(folder["sweep/sweep.json"], "{}");
        Refused(() => Begin("sweep", "model.latent=2"), "sweep.json is damaged");
        File.Delete(folder["sweep/sweep.json"]);
        Assert.NotNull(Run("sweep", "model.latent=2").Rows[0].Test);
    }

    [Fact]
    public void One_process_at_a_time_holds_a_sweep()
    {
        using var first = Begin("sweep", "model.latent=2");
        Refused(() => Sweep.Open(folder["sweep"], Data), "in use by another");
    }

    [Fact]
    public void A_sweep_that_changed_between_reading_and_taking_it_is_left_as_it_is()
    {
        var plan = SweepPlan.Of(Small, [Variation.Parse("model.latent=2")]);
        SweepFolder none = new(folder["sweep"]), one = new(folder["sweep"]);
        Assert.Null(none.Read(plan));
        Begin("sweep", "model.latent=2").Dispose();
        Refused(() => none.Take(plan), "Another process changed the sweep");
        Assert.NotNull(one.Read(plan));
        Begin("sweep", "model.latent=3").Dispose();
        Refused(() => one.Take(plan), "give the command again");
        Assert.Equal(2, new SweepFolder(folder["sweep"]).Read(plan)!.Runs.Count);
        // What was refused holds nothing.
        using var sweep = Begin("sweep", "model.latent=2");
    }

    [Fact]
    public void Every_run_is_checked_before_any_begins()
    {
        Refused(() => Begin("sweep", "training.batch=32,2000"), "training.batch is 2000");
        Assert.False(Directory.Exists(folder["sweep"]));
    }

    [Fact]
    public void Beta_0_sweeps_with_the_others_and_all_is_drawn()
    {
        using var sweep = Begin("sweep", "objective.beta=0,1,200", "model.latent=1,20");
        var table = sweep.Run();
        Assert.Empty(table.Failed);
        var zero = table.Rows[0];
        Assert.Equal(zero.Test!.Reconstruction, zero.Test.Loss);
        string[] drawn = [.. sweep.Draw(table).Select(path => Path.GetFileName(path)).Order()];
        Assert.Equal(
            ["kl-over-steps.svg", "kl.svg", "loss-over-steps.svg", "loss.svg", "rate-distortion.svg", "reconstruction-over-steps.svg", "reconstruction.svg", "reconstructions.svg", "samples.svg"],
            drawn);
        Assert.Contains("\n\"objective.beta=0,model.latent=1\",0,1,finished,12,", table.ToCsv());
        Assert.Equal(table.ToCsv(), SweepTable.Parse(File.ReadAllText(folder["sweep/table.json"])).ToCsv());
        Assert.Equal(table.ToCsv(), File.ReadAllText(folder["sweep/sweep.csv"]));
    }

    private static Recipe Small { get; } = RecipeBook.Get("digits").With(
        ["training.steps=12", "training.batch=128", "objective.beta=2", "training.checkpointEpochs=1", "training.pictureEpochs=null", "model.encoder.*.units=8", "model.decoder.*.units=8"]);

    private static SweepData Data => new(_ => DigitRun.Data);

    private Sweep Begin(string name, params string[] variations) =>
        Sweep.Begin(folder[name], SweepPlan.Of(Small, [.. variations.Select(Variation.Parse)]), Data);

    private SweepTable Run(string name, string variation, List<SweepProgress>? seen = null, Action<string>? warn = null)
    {
        using var sweep = Begin(name, variation);
        (sweep.Threads, sweep.Warn) = (1, warn);
        return sweep.Run(seen is null ? null : new Told(seen.Add));
    }

    private static string Newest(RunDirectory run) => run.Checkpoints.List()[0].Path;

    private static void Refused(Action action, string words) => Assert.Contains(words, Assert.Throws<ElboException>(action).Message);

    private sealed class Told(Action<SweepProgress> tell) : IProgress<SweepProgress>
    {
        public void Report(SweepProgress value) => tell(value);
    }
}
