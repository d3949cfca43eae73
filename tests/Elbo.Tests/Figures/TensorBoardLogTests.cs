using Elbo.Evaluation;
using Elbo.Figures;
using Elbo.Formats.TensorBoard;
using Elbo.Imaging;
using Elbo.Recipes;
using Elbo.Runs;
using Elbo.Tensors;
using Elbo.Tests.Formats.TensorBoard;
using Elbo.Tests.Training;
using Elbo.Training;

namespace Elbo.Tests.Figures;

public sealed class TensorBoardLogTests
{
    private const int Every = 3, Epochs = 3, Steps = Epochs * PictureRun.StepsPerEpoch;

    private static readonly string[] Timed = ["train/images_per_second", "epoch/images_per_second", "epoch/seconds", "_hparams_/session_start_info"];

    [Fact]
    public void Curves_hold_what_steps_and_epochs_gave()
    {
        using var folder = new TemporaryFolder();
        var seen = new Seen();
        var run = Trained(folder["run"], seen);
        var shown = EventFileReader.Shown(TensorBoardLog.FolderOf(run));
        Assert.Equal(Steps, seen.Steps.Count);
        var logged = seen.Steps.Where(s => s.Step == 1 || s.Step % Every == 0).ToArray();
        Curve("train/loss", logged.Select(s => (s.Step, s.Loss)));
        Curve("train/reconstruction", logged.Select(s => (s.Step, s.Reconstruction)));
        Curve("train/kl", logged.Select(s => (s.Step, s.Kl)));
        Curve("train/learning_rate", logged.Select(s => (s.Step, 0.01)));
        Curve("train/gradient_norm", logged.Select(s => (s.Step, s.GradientNorm)));
        Assert.All(logged, s => Assert.Equal(4 * s.Kl, (float)shown["train/weighted_kl"][s.Step], 1e-3 * s.Loss));
        var rows = run.Metrics.Read();
        Curve("epoch/loss", rows.Select(r => (r.Step, r.Loss)));
        Curve("epoch/reconstruction", rows.Select(r => (r.Step, r.Reconstruction)));
        Curve("epoch/kl", rows.Select(r => (r.Step, r.Kl)));
        Curve("epoch/learning_rate", rows.Select(r => (r.Step, r.LearningRate)));
        Curve("epoch/gradient_norm", rows.Select(r => (r.Step, r.GradientNorm)));
        Curve("epoch/images_per_second", rows.Select(r => (r.Step, r.ImagesPerSecond)));
        Curve("epoch/seconds", rows.Select(r => (r.Step, r.Seconds)));
        Curve("epoch/skipped_steps", rows.Select(r => (r.Step, 0.0)));
        Curve("validation/loss", rows.Select(r => (r.Step, r.ValidationLoss!.Value)));
        Curve("validation/reconstruction", rows.Select(r => (r.Step, r.ValidationReconstruction!.Value)));
        Curve("validation/kl", rows.Select(r => (r.Step, r.ValidationKl!.Value)));

        void Curve(string tag, IEnumerable<(long Step, double Value)> points) =>
            Assert.Equal(points.Select(p => (p.Step, (float)p.Value)), shown[tag].Select(p => (p.Key, (float)p.Value)));
    }

    [Fact]
    public void Epochs_average_what_their_steps_reported()
    {
        using var folder = new TemporaryFolder();
        var seen = new Seen();
        var row = Trained(folder["run"], seen).Metrics.Read()[^1];
        var steps = seen.Steps[^PictureRun.StepsPerEpoch..];
        Assert.Equal(PictureRun.Data.Train.Count, steps.Sum(s => s.Examples));
        Assert.Equal(row.Loss, steps.Sum(s => s.Loss * s.Examples) / PictureRun.Data.Train.Count, 1e-9);
        Assert.Equal(row.Kl, steps.Sum(s => s.Kl * s.Examples) / PictureRun.Data.Train.Count, 1e-9);
        Assert.Equal(row.GradientNorm, steps.Average(s => s.GradientNorm), 1e-9);
        Assert.All(steps, s => Assert.Null(s.Broken));
    }

    [Fact]
    public void Histograms_are_of_the_weights_and_of_the_last_steps_gradients()
    {
        using var folder = new TemporaryFolder();
        var seen = new Seen();
        var run = Trained(folder["run"], seen);
        var shown = EventFileReader.Shown(TensorBoardLog.FolderOf(run));
        // Nothing touches the gradients between a step and the epoch's end, not even validation.
        Assert.Equal(Steps, seen.Steps[^1].Step);
        Assert.Equal(seen.Steps[^1].GradientNorm, Math.Sqrt(seen.Gradients.Values.Sum(g => g.Sum(v => (double)v * v))), 1e-5 * seen.Steps[^1].GradientNorm);
        Assert.Contains("encoder.0.norm.running_var", seen.Weights.Keys);
        foreach (var (name, weights) in seen.Weights)
            Same(weights, shown[$"{(seen.Gradients.ContainsKey(name) ? "weights" : "statistics")}/{name}"]);
        foreach (var (name, gradients) in seen.Gradients) Same(gradients, shown[$"gradients/{name}"]);
        Assert.Equal(seen.Weights.Count + seen.Gradients.Count, shown.Keys.Count(tag => tag.StartsWith("weights/") || tag.StartsWith("gradients/") || tag.StartsWith("statistics/")));

        static void Same(float[] values, SortedDictionary<long, object> histograms)
        {
            Assert.Equal([4L, 8, 12], histograms.Keys);
            Assert.Equal(Histogram.Buckets(values), histograms[Steps]);
        }
    }

    [Fact]
    public void Posteriors_and_pictures_are_those_of_the_validation_set()
    {
        using var folder = new TemporaryFolder();
        var run = Trained(folder["run"]);
        var shown = EventFileReader.Shown(TensorBoardLog.FolderOf(run));
        using var vae = Vae.Load(run.Path);
        var codes = vae.Encode(PictureRun.Data.Validation);
        double[] kl = LatentUsage.KlPerDimension(codes, 2);
        Assert.Equal([(float)kl[0], (float)kl[1]], new[] { (float)shown["kl/0"][Steps], (float)shown["kl/1"][Steps] });
        Assert.Equal(Histogram.Buckets([(float)kl[0], (float)kl[1]]), shown["latent/kl"][Steps]);
        Assert.Equal(Histogram.Buckets(codes.Mean), shown["latent/mean"][Steps]);
        Assert.Equal(Histogram.Buckets(codes.Deviation), shown["latent/deviation"][Steps]);
        float[] originals = Vae.Intensities(PictureRun.Data.Validation, [0, 1, 2, 3]);
        Assert.Equal(Drawn(originals), Enumerable.Range(0, 4).Select(i => Assert.IsType<Pixmap>(shown[$"input/{i}"][0]).Pixels));
        Assert.Equal(Drawn(vae.Reconstruct(originals)), Enumerable.Range(0, 4).Select(i => Assert.IsType<Pixmap>(shown[$"output/{i}"][Steps]).Pixels));
        Assert.All(Enumerable.Range(0, 4), i => Assert.Equal((1, 3), (shown[$"input/{i}"].Count, shown[$"output/{i}"].Count)));
        Assert.DoesNotContain("output/4", shown.Keys);

        IEnumerable<byte[]> Drawn(float[] rows) => Pictures.FromRows(rows, vae.Shape).Select(p => p.Pixels.ToArray());
    }

    [Fact]
    public void A_file_begins_with_its_version_and_the_recipe()
    {
        using var folder = new TemporaryFolder();
        var before = DateTimeOffset.UtcNow;
        var run = Trained(folder["run"]);
        string path = Assert.Single(Directory.GetFiles(TensorBoardLog.FolderOf(run)));
        Assert.Matches(@"^events\.out\.tfevents\.\d{10}\.[A-Za-z0-9_-]+$", Path.GetFileName(path));
        var events = EventFileReader.File(path);
        Assert.Equal(("brain.Event:2", true, 0), (events[0].Version, events[1].Start, events[2].Step));
        Assert.Equal($"```json\n{run.Recipe.ToJson()}\n```", events[2].Values["recipe"]);
        Assert.All(events, e => Assert.InRange(e.Time, before.ToUnixTimeSeconds(), DateTimeOffset.UtcNow.ToUnixTimeSeconds() + 1));
        var start = new ProtobufFields((byte[])events[2].Values["_hparams_/session_start_info"]).Message(3);
        Assert.InRange(start.Double(5), before.ToUnixTimeSeconds(), DateTimeOffset.UtcNow.ToUnixTimeSeconds() + 1);
        var settings = start.Messages(1).ToDictionary(entry => entry.Text(1), entry => entry.Message(2));
        Assert.Equal(2, settings["model.latent"].Double(2));
        Assert.Equal("gaussian", settings["model.likelihood"].Text(3));
        Assert.Equal(0, settings["training.decay.staircase"].Whole(4));
        Assert.DoesNotContain(settings.Keys, name => name.Contains("encoder", StringComparison.Ordinal) || name is "description" or "");
    }

    [Fact]
    public void Logging_changes_no_bit_of_training()
    {
        using var folder = new TemporaryFolder();
        var logged = Trained(folder["logged"]);
        var bare = RunDirectory.Create(folder["bare"], logged.Recipe);
        using (var trainer = PictureRun.Trainer(bare)) trainer.Run();
        Assert.False(Directory.Exists(TensorBoardLog.FolderOf(bare)));
        Assert.Equal(DigitRun.Hash(bare), DigitRun.Hash(logged));
    }

    [Theory]
    [InlineData(2, false)]
    [InlineData(4, true)]
    [InlineData(6, true)]
    [InlineData(11, true)]
    public void Steps_that_a_resumed_run_trains_again_are_shown_once(int stop, bool kept)
    {
        using var folder = new TemporaryFolder();
        var run = RunDirectory.Create(folder["stopped"], Recipe());
        using (var cancel = new CancellationTokenSource())
        using (var trainer = PictureRun.Trainer(run, Log(run), new StopAt(stop, cancel)))
            Assert.Throws<OperationCanceledException>(() => trainer.Run(cancellation: cancel.Token));
        // As if killed: what came after the last whole epoch was not saved.
        string newest = run.Checkpoints.List()[0].Path;
        if (stop % PictureRun.StepsPerEpoch != 0) File.Delete(newest);
        Assert.Equal(kept, run.Checkpoints.List().Count > 0);
        using (var trainer = PictureRun.Trainer(run, Log(run))) trainer.Run();
        string events = TensorBoardLog.FolderOf(run);
        Assert.Equal(2, Directory.GetFiles(events).Length);
        var straight = EventFileReader.Shown(TensorBoardLog.FolderOf(Trained(folder["straight"])));
        var resumed = EventFileReader.Shown(events);
        Assert.Equal(straight.Keys.Order(), resumed.Keys.Order());
        foreach (var (tag, points) in straight)
        {
            // Stopped at the very end of an epoch, a run closes it without a step, and so without gradients.
            if (stop == PictureRun.StepsPerEpoch && tag.StartsWith("gradients/")) Assert.True(points.Remove(stop));
            Assert.Equal(points.Keys, resumed[tag].Keys);
            if (Timed.Contains(tag) || points.Values.First() is Pixmap) continue;
            Assert.Equal(points.Values, resumed[tag].Values);
        }
        Assert.Equal(kept ? stop / PictureRun.StepsPerEpoch * PictureRun.StepsPerEpoch + 1 : 0, EventFileReader.Folder(events).Last(e => e.Start).Step);
    }

    [Fact]
    public void A_finished_run_that_is_resumed_gets_no_other_file()
    {
        using var folder = new TemporaryFolder();
        var run = Trained(folder["run"]);
        var before = PictureRun.Files(TensorBoardLog.FolderOf(run));
        using (var trainer = PictureRun.Trainer(run, Log(run))) trainer.Run();
        Assert.Equal(before, PictureRun.Files(TensorBoardLog.FolderOf(run)));
    }

    [Fact]
    public void A_run_that_is_logged_only_from_its_middle_says_what_it_is_all_the_same()
    {
        using var folder = new TemporaryFolder();
        var run = RunDirectory.Create(folder["run"], Recipe());
        using (var cancel = new CancellationTokenSource())
        using (var trainer = PictureRun.Trainer(run, new StopAt(5, cancel)))
            Assert.Throws<OperationCanceledException>(() => trainer.Run(cancellation: cancel.Token));
        using (var trainer = PictureRun.Trainer(run, Log(run))) trainer.Run();
        var shown = EventFileReader.Shown(TensorBoardLog.FolderOf(run));
        Assert.Equal([5L], shown["recipe"].Keys);
        Assert.Equal([5L], shown["input/0"].Keys);
        Assert.Equal([6L, 9, 12], shown["train/loss"].Keys);
    }

    [Fact]
    public void Steps_whose_loss_is_not_finite_are_points_too()
    {
        using var folder = new TemporaryFolder();
        var run = RunDirectory.Create(folder["run"], Recipe());
        using var trainer = PictureRun.Trainer(run);
        var log = Log(run);
        log.Began(trainer.Vae, 0);
        log.StepEnded(trainer.Vae, new TrainingStepReport { Step = 1, Examples = 16, Loss = double.NaN, Kl = double.PositiveInfinity, GradientNorm = double.NaN, Broken = "the KL divergence" });
        trainer.Vae.Store.All(ParameterBlock.Weights).Fill(float.NaN);
        log.EpochEnded(trainer.Vae, new EpochMetrics { Epoch = 1, Step = 4, Loss = double.NaN }, last: true);
        var shown = EventFileReader.Shown(TensorBoardLog.FolderOf(run));
        Assert.Equal((float.NaN, float.PositiveInfinity, float.NaN), (shown["train/loss"][1], shown["train/kl"][1], shown["epoch/loss"][4]));
        Assert.Equal(float.NaN, shown["kl/0"][4]);
        Assert.DoesNotContain(shown.Keys, tag => tag.StartsWith("weights/") || tag.StartsWith("output/") || tag.StartsWith("validation/"));
    }

    [Fact]
    public void Many_latent_dimensions_are_curves_up_to_the_64th_and_all_in_the_histogram()
    {
        using var folder = new TemporaryFolder();
        var shown = EventFileReader.Shown(TensorBoardLog.FolderOf(Trained(folder["run"], null, "model.latent=70", "training.epochs=1")));
        Assert.Equal(64, shown.Keys.Count(tag => tag.StartsWith("kl/")));
        Assert.Contains("kl/63", shown.Keys);
        Assert.Equal(70, ((double[])shown["latent/kl"][4]).Where((_, i) => i % 3 == 2).Sum());
    }

    [Fact]
    public void Data_that_cannot_be_drawn_are_logged_without_pictures()
    {
        using var folder = new TemporaryFolder();
        var data = PictureRun.Data with { Train = PictureRun.Pictures("two", 62, 1, 2), Validation = PictureRun.Pictures("none", 0, 1, 2), Test = PictureRun.Pictures("few", 3, 1, 2) };
        var run = RunDirectory.Create(folder["run"], Recipe("training.epochs=1"));
        using (var trainer = new Trainer(run.Recipe, data, run) { Observers = [new TensorBoardLog(TensorBoardLog.FolderOf(run), data, warn: Assert.Fail)] }) trainer.Run();
        var shown = EventFileReader.Shown(TensorBoardLog.FolderOf(run));
        Assert.DoesNotContain(shown.Keys, tag => tag.StartsWith("input/") || tag.StartsWith("output/") || tag.StartsWith("validation/"));
        // Three test examples of two latent dimensions.
        Assert.Equal(6, ((double[])shown["latent/mean"][4]).Where((_, i) => i % 3 == 2).Sum());
    }

    private static Recipe Recipe(params string[] settings) => PictureRun.Recipe(["training.epochs=3", "objective.beta=4", "training.pictureEpochs=null", .. settings]);

    private static TensorBoardLog Log(RunDirectory run) => new(TensorBoardLog.FolderOf(run), PictureRun.Data, Every, Assert.Fail);

    private static RunDirectory Trained(string path, Seen? seen = null, params string[] settings)
    {
        var run = RunDirectory.Create(path, Recipe(settings));
        using var trainer = PictureRun.Trainer(run, seen is null ? [Log(run)] : [Log(run), seen]);
        trainer.Run();
        return run;
    }

    /// <summary>Keeps what it is told, and the parameters at the end.</summary>
    private sealed class Seen : ITrainingObserver
    {
        public List<TrainingStepReport> Steps { get; } = [];

        public Dictionary<string, float[]> Weights { get; } = [];

        public Dictionary<string, float[]> Gradients { get; } = [];

        public void StepEnded(Vae vae, in TrainingStepReport step) => Steps.Add(step);

        public void EpochEnded(Vae vae, EpochMetrics epoch, bool last)
        {
            foreach (var parameter in vae.Store.Parameters)
            {
                Weights[parameter.Name] = vae.Store.Weights(parameter).ToArray();
                if (parameter.Trained) Gradients[parameter.Name] = vae.Store.Gradients(parameter).ToArray();
            }
        }
    }

    private sealed class StopAt(long step, CancellationTokenSource cancel) : ITrainingObserver
    {
        public void StepEnded(Vae vae, in TrainingStepReport report)
        {
            if (report.Step == step) cancel.Cancel();
        }
    }
}
