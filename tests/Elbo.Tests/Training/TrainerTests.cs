using Elbo.Data;
using Elbo.Recipes;
using Elbo.Runs;
using Elbo.Tensors;
using Elbo.Training;

namespace Elbo.Tests.Training;

public sealed class TrainerTests
{
    private static Recipe Small(params string[] settings) =>
        RecipeBook.Get("digits").With(["model.encoder.*.units=32", "model.decoder.*.units=32", "training.batch=50", .. settings]);

    [Fact]
    public void Training_lowers_the_loss_and_reports_every_epoch()
    {
        var reports = new List<TrainingProgress>();
        using var trainer = new Trainer(Small("training.epochs=5", "training.learningRate=0.01"), DigitRun.Data);
        double before = -trainer.Vae.Evaluate(DigitRun.Data.Test).Elbo;
        var result = trainer.Run(new Reports(reports));
        var ends = reports.Where(report => report.EpochEnded).ToList();
        Assert.Equal([1, 2, 3, 4, 5], ends.Select(report => report.Epoch));
        Assert.Equal(5 * 10, result.Steps);
        Assert.True(ends[^1].Loss < 0.75 * ends[0].Loss, $"The loss went from {ends[0].Loss} to {ends[^1].Loss}.");
        Assert.True(-trainer.Vae.Evaluate(DigitRun.Data.Test).Elbo < 0.5 * before);
        Assert.All(ends, report => Assert.Equal(report.Loss, report.Reconstruction + report.Kl, 1e-3));
    }

    [Fact]
    public void The_metrics_hold_a_row_an_epoch()
    {
        using var folder = new TemporaryFolder();
        var recipe = Small("training.epochs=3");
        var run = RunDirectory.Create(folder["run"], recipe);
        using (var trainer = new Trainer(recipe, DigitRun.Data, run)) trainer.Run();
        var rows = run.Metrics.Read();
        Assert.Equal([1, 2, 3], rows.Select(row => row.Epoch));
        Assert.All(rows, row => Assert.True(row.GradientNorm > 0 && row.ValidationLoss > 0 && row.ImagesPerSecond > 0));
        Assert.Equal(recipe.Training.KeepCheckpoints, run.Checkpoints.List().Count);
        Assert.True(File.Exists(run.Checkpoints.BestPath));
    }

    [Fact]
    public void Patience_ends_a_run_whose_validation_loss_no_longer_falls_and_the_best_weights_are_kept()
    {
        var reports = new List<TrainingProgress>();
        using var trainer = new Trainer(Small("training.epochs=200", "training.patience=2", "training.learningRate=0.02"), DigitRun.Data);
        var result = trainer.Run(new Reports(reports));
        Assert.True(result.StoppedEarly);
        var losses = reports.Where(report => report.EpochEnded).Select(report => -report.Validation!.Elbo).ToList();
        Assert.Equal(losses.Count - 3, losses.IndexOf(losses.Min()));
        Assert.Equal((losses.Count - 2) * 10, trainer.Vae.Step);
    }

    [Fact]
    public void A_batch_larger_than_the_data_is_refused_by_name()
    {
        var error = Assert.Throws<ElboException>(() => new Trainer(Small("training.batch=501"), DigitRun.Data));
        Assert.Contains("training.batch is 501", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Steps_with_a_broken_loss_are_skipped_and_training_stops_with_the_tensors_name_and_finite_weights()
    {
        using var folder = new TemporaryFolder();
        var recipe = Small("model.likelihood=gaussian", "training.learningRate=1000000", "training.maximumSkippedSteps=4", "training.epochs=9");
        var run = RunDirectory.Create(folder["run"], recipe);
        using var trainer = new Trainer(recipe, DigitRun.Data, run);
        var error = Assert.Throws<ElboException>(() => trainer.Run());
        Assert.Contains("was not finite in 5 steps in a row", error.Message, StringComparison.Ordinal);
        Assert.Matches("the reconstruction loss|the KL divergence|the gradient of (encoder|decoder)", error.Message);
    }

    [Fact]
    public void A_gradient_that_is_not_finite_changes_no_weight()
    {
        using var trainer = new Trainer(Small("training.epochs=1"), DigitRun.Data);
        var weights = trainer.Vae.Store.Weights(trainer.Vae.Store.Parameters[0]);
        weights[5] = float.NaN;
        using var step = new TrainingStep(trainer.Vae, DigitRun.Data.Train);
        var before = trainer.Vae.Store.All(ParameterBlock.Weights).ToArray();
        var result = step.Run([1, 2, 3], 0, 0);
        Assert.NotNull(result.Broken);
        Assert.Equal(before, trainer.Vae.Store.All(ParameterBlock.Weights).ToArray());
    }

    [Fact]
    public void A_training_step_allocates_nothing()
    {
        foreach (string name in RecipeBook.Names)
        {
            var recipe = RecipeBook.Get(name);
            using var vae = new Vae(recipe, DigitRun.Data.Train.Shape, Preprocessing.For(recipe.Data.Range, DigitRun.Data.Train), 2, training: true);
            vae.Graph.Initialise(vae.Store, 1);
            using var step = new TrainingStep(vae, DigitRun.Data.Train);
            var indices = Enumerable.Range(0, recipe.Training.Batch).ToArray();
            for (int i = 0; i < 60; i++) step.Run(indices, i, i);
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 50; i++) step.Run(indices, 60 + i, 60 + i);
            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        }
    }

    [Fact]
    public void Data_of_another_shape_are_refused_on_resume()
    {
        using var folder = new TemporaryFolder();
        var recipe = Small("training.epochs=1");
        var run = RunDirectory.Create(folder["run"], recipe);
        using (var trainer = new Trainer(recipe, DigitRun.Data, run)) trainer.Run();
        var other = new ByteDataset("other", new Shape(1, 14, 14), new byte[196 * 60]);
        var error = Assert.Throws<ElboException>(() => Trainer.Resume(run, new DataSplits(other, other, other)));
        Assert.Contains("28", error.Message, StringComparison.Ordinal);
    }

    private sealed class Reports(List<TrainingProgress> list) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => list.Add(value);
    }
}
