using System.Text;
using Elbo.Data;
using Elbo.Formats;
using Elbo.Recipes;
using Elbo.Runs;
using Elbo.Tensors;
using Elbo.Training;

namespace Elbo.Tests.Training;

/// <summary>What a run is resumed from when some of its files are damaged, gone or not for this Elbo to read.</summary>
public sealed class ResumePointTests
{
    private static readonly DataSplits Data = SmallNoise.Splits();

    // Six steps an epoch. Noise cannot be learnt: at first the validation loss falls, after more epochs at a high rate it only rises.
    private static RunDirectory Finished(string folder, params string[] settings)
    {
        var run = RunDirectory.Create(folder, RecipeBook.Get("digits").With(
            ["model.encoder.*.units=9", "model.decoder.*.units=9", "training.batch=20", "training.epochs=3", "training.select=best", "training.patience=null", .. settings]));
        using var trainer = new Trainer(run.Recipe, Data, run);
        trainer.Run();
        return run;
    }

    [Theory]
    [InlineData("damaged")]
    [InlineData("missing")]
    [InlineData("older")]
    public void Best_weights_whose_file_is_lost_are_written_again_though_no_epoch_is_left(string how)
    {
        using var folder = new TemporaryFolder();
        var run = Finished(folder["run"]);
        string best = run.Checkpoints.BestPath;
        byte[] whole = File.ReadAllBytes(best);
        using (var vae = Vae.Load(best))
        {
            Assert.Equal(18, vae.Step);
            if (how == "older") Checkpoint.Write(best, vae, new EarlierWeights(new float[vae.Store.All(ParameterBlock.Weights).Length], 6));
        }
        if (how == "damaged") Damage(best);
        if (how == "missing") File.Delete(best);
        using (var trainer = Trainer.Resume(run, Data))
        {
            Assert.StartsWith(how == "missing" ? $"There is no file {best}" : best, trainer.Notice, StringComparison.Ordinal);
            Assert.EndsWith("The checkpoint of step 18 holds the same weights, from which that file is written again.", trainer.Notice, StringComparison.Ordinal);
            trainer.Run();
        }
        Assert.Equal(whole, File.ReadAllBytes(best));
        using var again = Trainer.Resume(run, Data);
        Assert.Null(again.Notice);
    }

    [Fact]
    public void Best_weights_lost_from_a_finished_run_give_way_to_its_last_ones_and_that_is_told_once()
    {
        using var folder = new TemporaryFolder();
        var run = Finished(folder["run"], "training.learningRate=0.03", "training.epochs=60");
        Assert.True(run.Metrics.Read().MinBy(row => row.ValidationLoss)!.Epoch < 59);
        Damage(run.Checkpoints.BestPath);
        byte[] damaged = File.ReadAllBytes(run.Checkpoints.BestPath);
        using (var trainer = Trainer.Resume(run, Data))
        {
            Assert.EndsWith("The best weights so far are lost; the run is over and its model from now on that of its last step, 360.", trainer.Notice, StringComparison.Ordinal);
            trainer.Run();
            Assert.Equal(360, trainer.Vae.Step);
        }
        Assert.False(File.Exists(run.Checkpoints.BestPath));
        Assert.Equal(damaged, File.ReadAllBytes(run.Checkpoints.BestPath + ".damaged"));
        using (var selected = Vae.Load(run.Path)) Assert.Equal(360, selected.Step);
        using var again = Trainer.Resume(run, Data);
        Assert.Null(again.Notice);
    }

    [Fact]
    public void A_run_whose_numbered_checkpoints_were_deleted_begins_anew_and_keeps_what_it_had()
    {
        using var folder = new TemporaryFolder();
        var run = Finished(folder["run"]);
        byte[] best = File.ReadAllBytes(run.Checkpoints.BestPath), metrics = File.ReadAllBytes(run.Metrics.Path), last = File.ReadAllBytes(run.Checkpoints.PathOf(18));
        foreach (var checkpoint in run.Checkpoints.List()) File.Delete(checkpoint.Path);
        using (var trainer = Trainer.Resume(run, Data))
        {
            string bestAside = run.Checkpoints.BestPath + ".earlier", metricsAside = run.Metrics.Path + ".earlier";
            Assert.Equal($"{run.Path} has no numbered checkpoint left to continue from, so training begins anew; what it had is kept as {bestAside} and {metricsAside}.", trainer.Notice);
            Assert.Equal(best, File.ReadAllBytes(bestAside));
            Assert.Equal(metrics, File.ReadAllBytes(metricsAside));
            trainer.Run();
        }
        Assert.Equal(last, File.ReadAllBytes(run.Checkpoints.PathOf(18)));
        Assert.Equal(best, File.ReadAllBytes(run.Checkpoints.BestPath));
    }

    [Fact]
    public void Metrics_of_a_run_without_best_weights_are_kept_too_when_it_begins_anew()
    {
        using var folder = new TemporaryFolder();
        var run = Finished(folder["run"], "training.select=last");
        byte[] metrics = File.ReadAllBytes(run.Metrics.Path);
        foreach (var checkpoint in run.Checkpoints.List()) File.Delete(checkpoint.Path);
        using var trainer = Trainer.Resume(run, Data);
        Assert.EndsWith($"what it had is kept as {run.Metrics.Path}.earlier.", trainer.Notice, StringComparison.Ordinal);
        Assert.Equal(metrics, File.ReadAllBytes(run.Metrics.Path + ".earlier"));
    }

    [Fact]
    public void A_run_killed_before_its_first_checkpoint_begins_anew_without_a_word()
    {
        using var folder = new TemporaryFolder();
        var run = Finished(folder["run"], "training.epochs=1");
        foreach (var checkpoint in run.Checkpoints.List()) File.Delete(checkpoint.Path);
        using var trainer = Trainer.Resume(run, Data);
        Assert.Null(trainer.Notice);
        Assert.Empty(run.Metrics.Read());
        Assert.Empty(Directory.GetFiles(run.Path, "*.earlier", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_file_of_a_newer_Elbo_is_not_taken_for_damaged(bool best)
    {
        using var folder = new TemporaryFolder();
        var run = Finished(folder["run"]);
        string path = best ? run.Checkpoints.BestPath : run.Checkpoints.PathOf(18);
        string text = Encoding.Latin1.GetString(File.ReadAllBytes(path));
        Assert.Contains("\"elbo.checkpoint\":\"1\"", text, StringComparison.Ordinal);
        File.WriteAllBytes(path, Encoding.Latin1.GetBytes(text.Replace("\"elbo.checkpoint\":\"1\"", "\"elbo.checkpoint\":\"2\"", StringComparison.Ordinal)));
        Assert.EndsWith("in a newer format; update Elbo.", Assert.Throws<ElboException>(() => Trainer.Resume(run, Data)).Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(run.Path, "*.damaged", SearchOption.AllDirectories));
        run.Lock().Dispose();
    }

    [Fact]
    public void A_setting_that_only_a_newer_Elbo_knows_is_not_taken_for_damage()
    {
        using var folder = new TemporaryFolder();
        var run = Finished(folder["run"]);
        string path = run.Checkpoints.PathOf(18);
        using (var file = SafetensorsFile.Open(path))
        {
            var about = file.Metadata.Where(pair => pair.Key != SafetensorsDigest.Key).ToDictionary();
            about["recipe"] = about["recipe"].Replace("\"seed\"", "\"seedling\"", StringComparison.Ordinal);
            var tensors = file.Tensors.Select(tensor =>
            {
                var values = new float[tensor.Count];
                file.Read(tensor.Name, values);
                return SafetensorsTensor.Floats(tensor.Name, [.. tensor.Shape], values);
            }).ToArray();
            using var stream = File.Create(folder["newer"]);
            SafetensorsWriter.Write(stream, tensors, about);
        }
        File.Move(folder["newer"], path, overwrite: true);
        Assert.Contains("seedling", Assert.Throws<SettingException>(() => Trainer.Resume(run, Data)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_checkpoint_that_cannot_be_opened_now_is_not_taken_for_damaged()
    {
        using var folder = new TemporaryFolder();
        var run = Finished(folder["run"]);
        string path = run.Checkpoints.PathOf(18);
        using (new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
            Assert.StartsWith($"{path} could not be opened; ", Assert.Throws<ElboException>(() => Trainer.Resume(run, Data)).Message, StringComparison.Ordinal);
        using var trainer = Trainer.Resume(run, Data);
        Assert.Equal((null, 18), (trainer.Notice, trainer.Vae.Step));
    }

    private static void Damage(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        bytes[bytes.Length / 2] ^= 4;
        File.WriteAllBytes(path, bytes);
    }
}
