using Elbo.Data;
using Elbo.Recipes;
using Elbo.Runs;
using Elbo.Training;

namespace Elbo.Tests.Training;

public sealed class DiskTroubleTests
{
    private static readonly DataSplits Data = DrawnDigits.Create(1, 64, 16, 16);

    // Two steps an epoch.
    private static Recipe Recipe(params string[] settings) => RecipeBook.Get("digits").With(
        ["model.encoder.*.units=8", "model.decoder.*.units=8", "training.batch=32", "training.epochs=6", .. settings]);

    private static RunDirectory Straight(string folder, params string[] settings)
    {
        var run = RunDirectory.Create(folder, Recipe(settings));
        using var trainer = new Trainer(run.Recipe, Data, run);
        trainer.Run();
        return run;
    }

    [Fact]
    public void Training_goes_on_while_a_checkpoint_cannot_be_written_and_says_so_once()
    {
        using var folder = new TemporaryFolder();
        var straight = Straight(folder["straight"]);
        var run = RunDirectory.Create(folder["run"], Recipe());
        // Folders in the way of the second and third checkpoint.
        foreach (long step in new[] { 4, 6 }) Directory.CreateDirectory(run.Checkpoints.PathOf(step) + "/x");
        var told = new List<string>();
        using var trainer = new Trainer(run.Recipe, Data, run) { Warn = told.Add };
        trainer.Run();
        Assert.Equal(2, told.Count);
        Assert.StartsWith($"Training goes on unsaved and will try again after the next epoch: Could not write {run.Checkpoints.PathOf(4)}: ", told[0], StringComparison.Ordinal);
        Assert.Equal("The run could be saved again, at step 8.", told[1]);
        Assert.Equal(Bits(straight), Bits(run));
        Assert.Equal(6, run.Metrics.Read().Count);
    }

    [Fact]
    public void Training_stops_with_its_last_checkpoint_when_nothing_could_be_saved_after_three_epochs_in_a_row()
    {
        using var folder = new TemporaryFolder();
        var straight = Straight(folder["straight"], "training.select=last");
        var run = RunDirectory.Create(folder["run"], Recipe("training.select=last"));
        foreach (long step in new[] { 4, 6, 8 }) Directory.CreateDirectory(run.Checkpoints.PathOf(step) + "/x");
        var told = new List<string>();
        using (var trainer = new Trainer(run.Recipe, Data, run) { Warn = told.Add })
        {
            string message = Assert.Throws<ElboException>(() => trainer.Run()).Message;
            Assert.StartsWith($"Training stopped at step 8, for it could not be saved (the last checkpoint is {run.Checkpoints.PathOf(2)}): Could not write {run.Checkpoints.PathOf(8)}: ", message, StringComparison.Ordinal);
        }
        Assert.Single(told);
        foreach (long step in new[] { 4, 6, 8 }) Directory.Delete(run.Checkpoints.PathOf(step), recursive: true);
        using var resumed = Trainer.Resume(run, Data);
        Assert.Equal(2, resumed.Vae.Step);
        resumed.Run();
        Assert.Equal(Bits(straight), Bits(run));
    }

    [Fact]
    public void Best_weights_that_could_not_be_written_are_those_of_their_epoch_when_they_are_at_last()
    {
        using var folder = new TemporaryFolder();
        string[] often = ["training.learningRate=0.01", "training.epochs=12"];
        var straight = Straight(folder["straight"], often);
        long bestStep;
        using (var best = Vae.Load(straight.Checkpoints.BestPath)) bestStep = best.Step;
        var run = RunDirectory.Create(folder["run"], Recipe(often));
        var blocking = new Blocking(run.Checkpoints.BestPath, from: (int)(bestStep / 2) - 1, to: (int)(bestStep / 2));
        using var trainer = new Trainer(run.Recipe, Data, run) { Observers = [blocking], Warn = _ => { } };
        trainer.Run();
        Assert.True(blocking.Blocked);
        Assert.Equal(File.ReadAllBytes(straight.Checkpoints.BestPath), File.ReadAllBytes(run.Checkpoints.BestPath));
        Assert.Equal(Bits(straight), Bits(run));
    }

    [Fact]
    public void Metrics_that_cannot_be_written_wait_and_are_written_before_the_next_checkpoint()
    {
        using var folder = new TemporaryFolder();
        var run = RunDirectory.Create(folder["run"], Recipe());
        var told = new List<string>();
        using var trainer = new Trainer(run.Recipe, Data, run) { Warn = told.Add, Observers = [new Blocking(run.Metrics.Path, from: 0, to: 2)] };
        trainer.Run();
        Assert.Equal(2, told.Count);
        Assert.StartsWith($"Training goes on unsaved and will try again after the next epoch: Could not write {run.Metrics.Path}: ", told[0], StringComparison.Ordinal);
        Assert.StartsWith("The run could be saved again, at step ", told[1], StringComparison.Ordinal);
        Assert.Equal([1, 2, 3, 4, 5, 6], run.Metrics.Read().Select(row => row.Epoch));
        Assert.Equal(12, run.Checkpoints.List()[0].Step);
    }

    [Fact]
    public void A_run_is_said_to_be_saved_again_only_once_its_metrics_are_too()
    {
        using var folder = new TemporaryFolder();
        var run = RunDirectory.Create(folder["run"], Recipe("training.select=best", "training.checkpointEpochs=5"));
        var told = new List<string>();
        using var trainer = new Trainer(run.Recipe, Data, run)
        {
            Warn = told.Add, Observers = [new Blocking(run.Metrics.Path, from: 0, to: 3), new Blocking(run.Checkpoints.BestPath, from: 0, to: 1)],
        };
        trainer.Run();
        Assert.Equal(3, told.Count);
        Assert.StartsWith("Training goes on and keeps its metrics for later: ", told[0], StringComparison.Ordinal);
        Assert.StartsWith($"Training goes on unsaved and will try again after the next epoch: Could not write {run.Checkpoints.BestPath}: ", told[1], StringComparison.Ordinal);
        Assert.Equal("The run could be saved again, at step 8.", told[2]);
    }

    [Fact]
    public void The_last_save_waits_for_the_disk_and_says_so()
    {
        using var folder = new TemporaryFolder();
        var straight = Straight(folder["straight"]);
        var run = RunDirectory.Create(folder["run"], Recipe());
        string blocked = run.Checkpoints.PathOf(12);
        Directory.CreateDirectory(blocked + "/x");
        var told = new List<string>();
        using var trainer = new Trainer(run.Recipe, Data, run) { SavePauses = [TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(1)] };
        trainer.Warn = sentence =>
        {
            told.Add(sentence);
            Directory.Delete(blocked, recursive: true);
        };
        trainer.Run();
        Assert.StartsWith($"The run could not be saved and waits up to 0 seconds to try again: Could not write {blocked}: ", Assert.Single(told), StringComparison.Ordinal);
        Assert.Equal(Bits(straight), Bits(run));
    }

    [Fact]
    public void Rows_before_the_first_checkpoint_are_written_again_and_are_no_damage()
    {
        using var folder = new TemporaryFolder();
        var straight = Straight(folder["straight"]);
        var run = RunDirectory.Create(folder["run"], Recipe());
        run.Metrics.Append(straight.Metrics.Read()[0]);
        using (var trainer = Trainer.Resume(run, Data))
        {
            Assert.Null(trainer.Notice);
            trainer.Run();
        }
        Assert.Equal([1, 2, 3, 4, 5, 6], run.Metrics.Read().Select(row => row.Epoch));
        Assert.Single(Directory.GetFiles(run.Path, "metrics*"));
        Assert.Equal(Bits(straight), Bits(run));
    }

    [SmallDiskFact]
    public void An_old_checkpoint_that_cannot_be_deleted_is_told_of()
    {
        using var folder = new TemporaryFolder();
        var run = RunDirectory.Create(folder["run"], Recipe());
        Assert.True(SmallDiskFactAttribute.Mount(run.Checkpoints.Folder));
        try
        {
            foreach (long step in new[] { 1, 2, 3 }) File.WriteAllText(run.Checkpoints.PathOf(step), "");
            Assert.True(SmallDiskFactAttribute.Protect(run.Checkpoints.Folder));
            var told = new List<ElboException>();
            run.Checkpoints.Prune(1, told.Add);
            Assert.Equal($"Could not delete {run.Checkpoints.PathOf(2)}: the disk is read-only; make it writable or choose another path.", Assert.Single(told).Message);
            Assert.Equal(3, run.Checkpoints.List().Count);
        }
        finally
        {
            Assert.True(SmallDiskFactAttribute.Unmount(run.Checkpoints.Folder));
        }
    }

    [Fact]
    public void A_recipe_that_is_no_longer_the_checkpoints_is_refused_but_its_data_may_lie_elsewhere()
    {
        using var folder = new TemporaryFolder();
        var run = Straight(folder["run"]);
        string path = Path.Combine(run.Path, "recipe.json"), whole = File.ReadAllText(path);
        File.WriteAllText(path, whole.Replace("\"epochs\": 6", "\"epochs\": 7", StringComparison.Ordinal));
        string message = Assert.Throws<ElboException>(() => Trainer.Resume(RunDirectory.Open(run.Path), Data)).Message;
        Assert.Equal($"{path} is no longer the recipe of the run's checkpoints: it says '\"epochs\": 7' where they say '\"epochs\": 6'; put that back to resume, or train anew.", message);
        File.WriteAllText(path, whole.Replace("\"name\": \"digits\"\n", "\"name\": \"elsewhere\"\n", StringComparison.Ordinal));
        Trainer.Resume(RunDirectory.Open(run.Path), Data).Dispose();
    }

    [Fact]
    public void Any_flipped_bit_in_the_documents_of_a_run_is_refused_in_a_sentence_or_gives_another_document()
    {
        using var folder = new TemporaryFolder();
        var run = RunDirectory.Create(folder["run"], Recipe());
        foreach (string name in new[] { "run.json", "recipe.json" })
        {
            string path = Path.Combine(run.Path, name);
            byte[] whole = File.ReadAllBytes(path);
            int refused = 0;
            for (int i = 0; i < whole.Length; i++)
            {
                byte[] flipped = [.. whole];
                flipped[i] ^= (byte)(1 << (i % 8));
                File.WriteAllBytes(path, flipped);
                try
                {
                    _ = RunDirectory.Open(run.Path);
                }
                catch (ElboException error)
                {
                    refused++;
                    Assert.DoesNotContain('\n', error.Message);
                    Assert.True(error.Message[^1] is '.' or '?', error.Message);
                }
            }
            File.WriteAllBytes(path, whole);
            Assert.InRange(refused, whole.Length / 4, whole.Length);
        }
    }

    private static byte[] Bits(RunDirectory run) => File.ReadAllBytes(run.Checkpoints.List()[0].Path);

    /// <summary>Puts a folder in a file's way at the end of one epoch and takes it away at that of another.</summary>
    private sealed class Blocking(string path, int from, int to) : ITrainingObserver
    {
        public bool Blocked { get; private set; }

        public void Began(Vae vae, int epochs) => Change(0);

        public void EpochEnded(Vae vae, EpochMetrics epoch, bool last) => Change(epoch.Epoch);

        private void Change(int epoch)
        {
            if (epoch == from)
            {
                Blocked = true;
                if (File.Exists(path)) File.Move(path, path + ".aside");
                Directory.CreateDirectory(path + "/x");
            }
            if (epoch != to) return;
            Directory.Delete(path, recursive: true);
            if (File.Exists(path + ".aside")) File.Move(path + ".aside", path);
        }
    }
}
