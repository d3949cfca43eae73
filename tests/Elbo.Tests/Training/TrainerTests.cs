using Elbo.Data;
using Elbo.Formats;
using Elbo.Recipes;
using Elbo.Runs;
using Elbo.Tensors;
using Elbo.Training;

namespace Elbo.Tests.Training;

public sealed class TrainerTests
{
    private static readonly DataSplits Data = DrawnDigits.Create(1, 512, 64, 64);

    private static Recipe Recipe(params string[] settings) => RecipeBook.Get("digits").With(
        ["model.encoder.*.units=48", "model.decoder.*.units=48", "training.batch=32", "training.epochs=5", .. settings]);

    [Fact]
    public void The_loss_falls_and_the_bound_of_unseen_digits_rises()
    {
        var losses = new List<double>();
        using var trainer = new Trainer(Recipe("training.epochs=20"), Data);
        double before = trainer.Vae.Evaluate(Data.Test).Elbo;
        var result = trainer.Run(new Told(p => losses.Add(p.EpochEnded ? p.Loss : losses.LastOrDefault(double.MaxValue))));
        Assert.Equal((20 * 16, 20, false, 0), (result.Steps, result.Epochs, result.StoppedEarly, result.SkippedSteps));
        Assert.InRange(before, -700, -500);
        Assert.InRange(trainer.Vae.Evaluate(Data.Test).Elbo, -250, -100);
        Assert.True(losses[^1] < 0.5 * losses[0]);
    }

    [Fact]
    public void Each_epoch_has_a_row_of_metrics_and_a_report()
    {
        using var folder = new TemporaryFolder();
        var run = RunDirectory.Create(folder["run"], Recipe("objective.beta=2"));
        var reports = new List<TrainingProgress>();
        using var trainer = new Trainer(run.Recipe, Data, run);
        trainer.Run(new Told(p => reports.Add(p)));
        var rows = run.Metrics.Read();
        var ends = reports.Where(p => p.EpochEnded).ToArray();
        Assert.Equal([16, 32, 48, 64, 80], rows.Select(row => row.Step));
        Assert.Equal(rows.Select(row => (row.Epoch, row.Step, row.Loss)), ends.Select(p => (p.Epoch, p.Step, p.Loss)));
        Assert.All(rows, row =>
        {
            Assert.Equal(row.Reconstruction + (2 * row.Kl), row.Loss, row.Loss * 1e-6);
            Assert.Equal(row.ValidationReconstruction!.Value + (2 * row.ValidationKl!.Value), row.ValidationLoss!.Value, 1e-6);
            Assert.True(row.GradientNorm > 0 && row.ImagesPerSecond > 0 && row.Seconds > 0 && row.LearningRate == 1e-3 && row.SkippedSteps == 0);
        });
        Assert.True(rows[^1].ValidationLoss < rows[0].ValidationLoss);
        Assert.Equal(run.Recipe.Training.KeepCheckpoints, run.Checkpoints.List().Count);
    }

    [Fact]
    public void Cancelling_saves_a_checkpoint_that_training_continues_from()
    {
        using var folder = new TemporaryFolder();
        var run = RunDirectory.Create(folder["run"], Recipe());
        using var cancel = new CancellationTokenSource();
        using (var trainer = new Trainer(run.Recipe, Data, run) { ReportEvery = TimeSpan.Zero })
            Assert.Throws<OperationCanceledException>(() => trainer.Run(new Told(_ => cancel.Cancel()), cancel.Token));
        Assert.Equal([1], run.Checkpoints.List().Select(c => c.Step));
        using var resumed = Trainer.Resume(run, Data);
        Assert.Null(resumed.Notice);
        Assert.Equal(1, resumed.Vae.Step);
        Assert.Equal(80, resumed.Run().Steps);
    }

    [Fact]
    public void The_run_ends_with_the_best_weights_or_the_last_as_the_recipe_says()
    {
        using var folder = new TemporaryFolder();
        // A learning rate this high makes the validation loss rise again.
        string[] rough = ["training.learningRate=0.03", "training.epochs=12"];
        var run = RunDirectory.Create(folder["best"], Recipe([.. rough, "training.select=best"]));
        using var best = new Trainer(run.Recipe, Data, run);
        best.Run();
        var lowest = run.Metrics.Read().MinBy(row => row.ValidationLoss)!;
        Assert.NotEqual(12 * 16, lowest.Step);
        Assert.Equal(lowest.Step, best.Vae.Step);
        Assert.Equal(lowest.ValidationLoss!.Value, -Validation(best.Vae), 1e-9);
        using (var loaded = Vae.Load(folder["best"])) Assert.Equal(lowest.ValidationLoss!.Value, -Validation(loaded), 1e-9);
        using (var again = Trainer.Resume(run, Data))
        {
            again.Run();
            Assert.Equal(lowest.ValidationLoss!.Value, -Validation(again.Vae), 1e-9);
        }
        using var last = new Trainer(Recipe([.. rough, "training.select=last"]), Data);
        last.Run();
        Assert.Equal(12 * 16, last.Vae.Step);
        Assert.NotEqual(lowest.ValidationLoss!.Value, -Validation(last.Vae), 1e-3);

        static double Validation(Vae vae) => vae.Evaluate(Data.Validation, new Philox(1, Streams.Validation, 0), default).Elbo;
    }

    [Fact]
    public void Patience_ends_a_run_that_no_longer_improves()
    {
        using var folder = new TemporaryFolder();
        var run = RunDirectory.Create(folder["run"], Recipe("training.learningRate=0.03", "training.epochs=200", "training.patience=2"));
        using var trainer = new Trainer(run.Recipe, Data, run);
        var result = trainer.Run();
        var rows = run.Metrics.Read();
        Assert.True(result.StoppedEarly && rows.Count < 200);
        Assert.Equal(rows.Count, result.Epochs);
        Assert.Equal(rows.Count - 2, rows.MinBy(row => row.ValidationLoss)!.Epoch);
        // A resumed run knows that it is over.
        using var again = Trainer.Resume(run, Data);
        Assert.Equal(result.Steps, again.Run().Steps);
    }

    [Fact]
    public void A_run_of_all_its_epochs_has_not_stopped_early()
    {
        using var endless = new Trainer(Recipe("training.learningRate=0.03", "training.epochs=200", "training.patience=2"), Data);
        int last = endless.Run().Epochs;
        using var trainer = new Trainer(Recipe("training.learningRate=0.03", $"training.epochs={last}", "training.patience=2"), Data);
        var result = trainer.Run();
        Assert.Equal((last, false), (result.Epochs, result.StoppedEarly));
    }

    [Fact]
    public void A_last_save_that_failed_is_made_up_for_when_the_trainer_runs_again()
    {
        using var folder = new TemporaryFolder();
        var run = RunDirectory.Create(folder["run"], Recipe("training.epochs=1"));
        using var trainer = new Trainer(run.Recipe, Data, run) { SavePauses = [] };
        // In the way of its checkpoint.
        string path = run.Checkpoints.PathOf((Data.Train.Count + run.Recipe.Training.Batch - 1) / run.Recipe.Training.Batch);
        Directory.CreateDirectory(path);
        Assert.Contains("Training stopped at step", Assert.Throws<ElboException>(() => trainer.Run()).Message, StringComparison.Ordinal);
        Directory.Delete(path);
        trainer.Run();
        Assert.True(File.Exists(path));
    }

    [Fact]
    public void What_cannot_be_trained_is_refused_before_any_work()
    {
        Refused(Recipe("training.batch=513"), Data, "training.batch is 513 but digits/train has only 512 examples; choose a smaller batch.");
        Refused(Recipe("training.patience=3"), DrawnDigits.Create(1, 64, 0, 0), "need validation data");
        Refused(Recipe(), Data with { Validation = new ByteDataset("flat", new Shape(1, 2, 2), new byte[40]) }, "flat has examples of");
        Refused(Recipe(), Data with { Train = new ByteDataset("flat", new Shape(1, 2, 2), new byte[400]) }, "give data of one shape");
        var black = new FloatDataset("black", new Shape(4), new float[400]);
        Refused(Recipe(), new DataSplits(black, black, black), "All values of black are 0");
        var close = new FloatDataset("close", new Shape(4), new float[400].Select((_, i) => i * 1e-42f).ToArray());
        Refused(Recipe(), new DataSplits(close, close, close), "The values of close lie too close together");

        static void Refused(Recipe recipe, DataSplits data, string message) =>
            Assert.Contains(message, Assert.Throws<ElboException>(() => new Trainer(recipe, data)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Steps_that_are_not_finite_are_skipped_and_at_last_end_the_run_with_its_checkpoint_whole()
    {
        using var folder = new TemporaryFolder();
        var run = RunDirectory.Create(folder["run"], Recipe("training.learningRate=1000000", "training.maximumSkippedSteps=50", "training.select=last"));
        using var trainer = new Trainer(run.Recipe, Data, run);
        var error = Assert.Throws<ElboException>(() => trainer.Run());
        Assert.Matches(@"^Training stopped at step \d+: (the gradient of \S+|the reconstruction loss|the KL divergence) was not finite in 51 steps in a row; ", error.Message);
        Assert.All(trainer.Vae.Store.All(ParameterBlock.Weights).ToArray(), w => Assert.True(float.IsFinite(w)));
        Assert.All(trainer.Vae.Store.All(ParameterBlock.SecondMoments).ToArray(), w => Assert.True(float.IsFinite(w)));
        string kept = run.Checkpoints.List()[0].Path;
        Assert.Contains($"(the last good checkpoint is {kept})", error.Message, StringComparison.Ordinal);
        using var vae = Vae.Load(kept);
        Assert.All(vae.Store.All(ParameterBlock.Weights).ToArray(), w => Assert.True(float.IsFinite(w)));
        Assert.InRange(run.Metrics.Read()[^1].SkippedSteps, 1, 51);
    }

    [Fact]
    public void A_divergence_is_told_of_even_where_the_disk_fails_too()
    {
        using var folder = new TemporaryFolder();
        string[] wild = ["training.learningRate=1000000", "training.maximumSkippedSteps=50", "training.select=last", "training.checkpointEpochs=100", "training.epochs=100"];
        var run = RunDirectory.Create(folder["run"], Recipe(wild));
        string alone = Stopped(run), kept = run.Checkpoints.List()[0].Path;
        var full = RunDirectory.Create(folder["full"], Recipe(wild));
        string blocked = Path.Combine(full.Checkpoints.Folder, Path.GetFileName(kept));
        Directory.CreateDirectory(blocked + "/x");
        string why = alone[..alone.IndexOf(" (the last good", StringComparison.Ordinal)];
        Assert.StartsWith($"{why}; nor could the run be saved (there is no checkpoint yet): Could not write {blocked}: ", Stopped(full), StringComparison.Ordinal);

        static string Stopped(RunDirectory run)
        {
            using var trainer = new Trainer(run.Recipe, Data, run) { SavePauses = [] };
            return Assert.Throws<ElboException>(() => trainer.Run()).Message;
        }
    }

    [Fact]
    public void A_trainer_does_not_begin_where_another_has_trained_since_it_was_made()
    {
        using var folder = new TemporaryFolder();
        var run = RunDirectory.Create(folder["run"], Recipe("training.epochs=1"));
        using var one = new Trainer(run.Recipe, Data, run);
        using var other = new Trainer(run.Recipe, Data, run);
        one.Run();
        byte[] metrics = File.ReadAllBytes(run.Metrics.Path);
        Assert.Equal($"{run.Path} holds a run that has begun; continue it with Trainer.Resume, or create another.", Assert.Throws<ElboException>(() => other.Run()).Message);
        Assert.Equal(metrics, File.ReadAllBytes(run.Metrics.Path));
        // And lets go of it.
        run.Lock().Dispose();
    }

    [Fact]
    public void A_gradient_that_is_not_finite_is_named_and_changes_nothing()
    {
        using var vae = new Vae(Recipe("model.decoder.*.activation=tanh"), Data.Train.Shape, Preprocessing.For(DataRange.Unit, Data.Train), 2, training: true);
        vae.Graph.Initialise(vae.Store, 1);
        using var step = new TrainingStep(vae, Data.Train);
        int[] batch = [.. Enumerable.Range(0, 32)];
        Assert.Null(step.Run(batch, 0, 0).Broken);
        // Zeros into huge weights: the logits and so the loss are finite, but what comes back through the weights is not.
        foreach (var p in vae.Store.Parameters)
        {
            if (p.Name.StartsWith("decoder.1.", StringComparison.Ordinal)) vae.Store.Weights(p).Clear();
            if (p.Name == "decoder.2.weight") vae.Store.Weights(p).Fill(3e38f);
        }
        float[] before = vae.Store.All(ParameterBlock.Weights).ToArray();
        var result = step.Run(batch, 1, 1);
        Assert.True(double.IsFinite(result.Loss));
        Assert.Equal("the gradient of decoder.1.bias", result.Broken);
        Assert.Equal(before, vae.Store.All(ParameterBlock.Weights).ToArray());
    }

    [Fact]
    public void Other_data_than_the_run_began_with_are_refused()
    {
        using var folder = new TemporaryFolder();
        var run = RunDirectory.Create(folder["run"], Recipe("training.epochs=1"));
        using (var trainer = new Trainer(run.Recipe, Data, run)) trainer.Run();
        var error = Assert.Throws<ElboException>(() => Trainer.Resume(run, DrawnDigits.Create(1, 500, 64, 64)));
        Assert.Equal("The run was trained on 512 examples, but digits/train has 500; resume it with the same data.", error.Message);
        Assert.Throws<ElboException>(() => Trainer.Resume(run, Data with { Train = new ByteDataset("flat", new Shape(1, 2, 2), new byte[2048]) }));
    }

    [Fact]
    public void Other_pictures_of_the_same_number_and_shape_are_refused_and_the_same_ones_are_not()
    {
        using var folder = new TemporaryFolder();
        var run = RunDirectory.Create(folder["run"], Recipe("training.steps=20"));
        using (var trainer = new Trainer(run.Recipe, Data, run)) trainer.Run();
        var error = Assert.Throws<ElboException>(() => Trainer.Resume(run, DrawnDigits.Create(2, 512, 64, 64)));
        Assert.Equal("The run was trained on other pictures than those of digits/train; resume it with the same data.", error.Message);
        var digits = (ByteDataset)Data.Train;
        byte[] swapped = [.. digits.Values.Span[digits.Shape.Features..], .. digits.Example(0)];
        Assert.Throws<ElboException>(() => Trainer.Resume(run, Data with { Train = new ByteDataset("swapped", digits.Shape, swapped) }));
        Trainer.Resume(run, Data with { Train = new ByteDataset("copy", digits.Shape, digits.Values.ToArray()) }).Dispose();
    }

    [Fact]
    public void A_checkpoint_older_than_the_digest_of_its_pictures_is_resumed_as_before()
    {
        using var folder = new TemporaryFolder();
        var run = RunDirectory.Create(folder["run"], Recipe("training.steps=20"));
        using (var trainer = new Trainer(run.Recipe, Data, run)) trainer.Run();
        string path = run.Checkpoints.List()[0].Path;
        var (vae, state) = Checkpoint.Read(path, 1, training: true);
        Assert.Equal(Data.Train.Digest(), state!.DataDigest);
        state.DataDigest = null;
        using (vae) Checkpoint.Write(path, vae, state);
        Trainer.Resume(run, DrawnDigits.Create(2, 512, 64, 64)).Dispose();
    }

    [Theory]
    [MemberData(nameof(SameBitsTests.Recipes), MemberType = typeof(SameBitsTests))]
    public void A_steady_state_step_allocates_nothing(string name)
    {
        var data = DigitRun.DataOf(name).Train;
        var recipe = DigitRun.Recipe(name, 60, "training.clip=1");
        using var vae = new Vae(recipe, data.Shape, Preprocessing.For(recipe.Data.Range, data), 2, training: true);
        vae.Graph.Initialise(vae.Store, 1);
        using var step = new TrainingStep(vae, data);
        int[] order = [.. Enumerable.Range(0, recipe.Training.Batch)];
        for (int i = 0; i < 10; i++) step.Run(order, i, i);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 10; i < 60; i++)
        {
            new Philox(1, Streams.Shuffle, (uint)i).Shuffle(order);
            step.Run(order, i, i);
        }
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [MnistFact]
    public void Real_digits_are_learnt()
    {
        var data = Mnist.Load(MnistFactAttribute.Folder!, 5000, "mnist");
        using var trainer = new Trainer(RecipeBook.Get("mlp-latent").With("training.steps", "300"), data);
        trainer.Run();
        Assert.InRange(trainer.Vae.Evaluate(data.Test).Elbo, -155, -105);
    }
}
