using Elbo.Data;
using Elbo.Formats;
using Elbo.Recipes;
using Elbo.Runs;
using Elbo.Training;

namespace Elbo.Tests.Formats;

public sealed class CheckpointTests
{
    private static readonly DataSplits Data = SmallNoise.Splits();

    private static Recipe Recipe(params string[] settings) => RecipeBook.Get("digits").With(
        ["model.encoder.*.units=9", "model.decoder.*.units=9", "training.batch=20", "training.epochs=4", .. settings]);

    private static RunDirectory Trained(string folder, params string[] settings)
    {
        var run = RunDirectory.Create(folder, Recipe(settings));
        using var trainer = new Trainer(run.Recipe, Data, run);
        trainer.Run();
        return run;
    }

    [Theory]
    [InlineData("data.range=unit")]
    [InlineData("data.range=standardised", "model.likelihood=gaussian", "seed=9223372036854775807")]
    public void A_saved_model_comes_back_bit_for_bit(params string[] settings)
    {
        using var folder = new TemporaryFolder();
        using var trainer = new Trainer(Recipe(settings), Data);
        trainer.Run();
        trainer.Vae.Save(folder["model.safetensors"]);
        using var loaded = Vae.Load(folder["model.safetensors"], threads: 3);
        Assert.Equal(trainer.Vae.Recipe, loaded.Recipe);
        Assert.Equal((trainer.Vae.Shape, trainer.Vae.Step, trainer.Vae.Preprocessing), (loaded.Shape, loaded.Step, loaded.Preprocessing));
        Assert.Equal(trainer.Vae.Encode(Data.Test).Mean, loaded.Encode(Data.Test).Mean);
        Assert.Equal(trainer.Vae.Encode(Data.Test).Deviation, loaded.Encode(Data.Test).Deviation);
        Assert.Equal(trainer.Vae.Sample(5), loaded.Sample(5));
        Assert.Equal(trainer.Vae.Evaluate(Data.Test), loaded.Evaluate(Data.Test));
        // A model is not a run: nothing of Adam's is in the file.
        using var file = SafetensorsFile.Open(folder["model.safetensors"]);
        Assert.DoesNotContain(file.Tensors, tensor => tensor.Name.StartsWith("adam.", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_flipped_bit_every_missing_end_and_every_byte_too_many_is_noticed()
    {
        using var folder = new TemporaryFolder();
        using var trainer = new Trainer(Recipe("model.encoder=[]", "model.decoder=[]"), Data);
        trainer.Vae.Save(folder["model"]);
        byte[] whole = File.ReadAllBytes(folder["model"]);
        Assert.True(Whole(whole));
        byte[] damaged = [.. whole];
        for (int i = 0; i < 8 * whole.Length; i++)
        {
            damaged[i / 8] ^= (byte)(1 << (i % 8));
            Assert.False(Whole(damaged), $"bit {i % 8} of byte {i / 8}");
            damaged[i / 8] = whole[i / 8];
        }
        for (int length = 0; length < whole.Length; length++) Assert.False(Whole(whole[..length]), $"{length} bytes");
        for (int more = 1; more <= 64; more++) Assert.False(Whole([.. whole, .. new byte[more]]), $"{more} bytes too many");

        static bool Whole(byte[] bytes)
        {
            try
            {
                using var file = SafetensorsFile.Read(new MemoryStream(bytes), "m.safetensors");
                file.Verify();
                return true;
            }
            catch (ElboException)
            {
                return false;
            }
        }
    }

    [Fact]
    public void A_damaged_model_file_is_refused_in_a_sentence()
    {
        using var folder = new TemporaryFolder();
        using var trainer = new Trainer(Recipe("model.encoder=[]", "model.decoder=[]"), Data);
        trainer.Vae.Save(folder["model"]);
        byte[] whole = File.ReadAllBytes(folder["model"]);
        for (int i = 0; i < whole.Length; i += 7)
        {
            byte[] flipped = [.. whole];
            flipped[i] ^= (byte)(1 << (i % 8));
            Refused(folder.Write("flipped", flipped), "");
            Refused(folder.Write("cut", whole[..i]), "");
        }
        Refused(folder.Write("long", [.. whole, 0]), "");
    }

    [Fact]
    public void Wherever_the_newest_checkpoint_is_damaged_the_one_before_takes_its_place()
    {
        using var folder = new TemporaryFolder();
        var run = Stopped(folder["run"], atEpoch: 2, "model.encoder=[]", "model.decoder=[]");
        string newest = run.Checkpoints.List()[0].Path;
        byte[] whole = File.ReadAllBytes(newest);
        for (int i = 0; i < whole.Length; i += 151)
        {
            byte[] flipped = [.. whole];
            flipped[i] ^= (byte)(1 << (i % 8));
            foreach (byte[] bytes in new[] { flipped, whole[..i] })
            {
                File.WriteAllBytes(newest, bytes);
                using var trainer = Trainer.Resume(run, Data);
                Assert.Equal(6, trainer.Vae.Step);
                Assert.Contains("Training continues from step 6 ", trainer.Notice, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Best_weights_older_than_the_checkpoint_says_are_told_to_be_lost()
    {
        using var folder = new TemporaryFolder();
        var run = Stopped(folder["run"], atEpoch: 60, "training.learningRate=0.03", "training.epochs=61");
        using (var vae = Vae.Load(run.Checkpoints.BestPath))
        {
            vae.Step = 1;
            vae.Save(run.Checkpoints.BestPath);
        }
        using var trainer = Trainer.Resume(run, Data);
        Assert.Contains("holds the weights of step 1, but the best ones are those of step ", trainer.Notice, StringComparison.Ordinal);
        Assert.Contains("The best weights so far are lost", trainer.Notice, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_checkpoint_of_this_version_s_is_refused_in_a_sentence()
    {
        using var folder = new TemporaryFolder();
        using var trainer = new Trainer(Recipe(), Data);
        trainer.Vae.Save(folder["good"]);
        var (tensors, metadata) = Contents(folder["good"]);
        Refused(folder["nowhere"], "There is no file");
        Refused(Write("foreign", tensors, []), "is no checkpoint of Elbo's: it names no recipe");
        Refused(Write("newer", tensors, With("elbo.checkpoint", "2")), "in a newer format; update Elbo.");
        Refused(Write("lacking", tensors[1..], metadata), $"lacks the tensor {tensors[0].Name}");
        var (turned, values) = (tensors[0], new float[tensors[0].Shape[0] * tensors[0].Shape[1]]);
        Refused(Write("turned", [SafetensorsTensor.Floats(turned.Name, [turned.Shape[1], turned.Shape[0]], values), .. tensors[1..]], metadata),
            $"{turned.Name} is {turned.Shape[1]}×{turned.Shape[0]} but the recipe needs {turned.Shape[0]}×{turned.Shape[1]}");
        Refused(Write("shapeless", tensors, With("shape", "1,x,3")), "shape cannot be read");
        foreach (string shape in new[] { "0,5,6", "2000000000,2000000000,2", "1,40000,40000" }) Refused(Write("vast", tensors, With("shape", shape)), "");
        foreach (string units in new[] { "500000", "1000000" })
            Refused(Write("promising", tensors, With("recipe", Recipe("model.encoder.*.units=" + units).ToJson())), "holds fewer weights than its recipe needs");
        Refused(Write("recipeless", tensors, With("recipe", "{}")), "");
        Refused(Write("negative", tensors, With("step", "-3")), "step cannot be read");

        string Write(string name, IEnumerable<SafetensorsTensor> what, Dictionary<string, string> about)
        {
            using var stream = File.Create(folder[name]);
            SafetensorsWriter.Write(stream, what, about.Where(pair => pair.Key != SafetensorsDigest.Key));
            return folder[name];
        }

        Dictionary<string, string> With(string key, string value) => new(metadata) { [key] = value };
    }

    [Fact]
    public void A_damaged_newest_checkpoint_is_passed_over_and_the_run_still_ends_as_it_would_have()
    {
        using var folder = new TemporaryFolder();
        var straight = Trained(folder["straight"], "training.checkpointEpochs=1");
        var run = Stopped(folder["damaged"], atEpoch: 3);
        string newest = run.Checkpoints.List()[0].Path;
        Damage(newest);
        using var trainer = Trainer.Resume(run, Data);
        Assert.NotNull(trainer.Notice);
        Assert.StartsWith($"{newest} is damaged: ", trainer.Notice, StringComparison.Ordinal);
        Assert.Contains("Training continues from step 12 ", trainer.Notice, StringComparison.Ordinal);
        Assert.Equal(12, trainer.Vae.Step);
        trainer.Run();
        Assert.Equal(File.ReadAllBytes(straight.Checkpoints.List()[0].Path), File.ReadAllBytes(run.Checkpoints.List()[0].Path));
        Assert.Equal(File.ReadAllBytes(straight.Checkpoints.BestPath), File.ReadAllBytes(run.Checkpoints.BestPath));
        Assert.Equal([1, 2, 3, 4], run.Metrics.Read().Select(row => row.Epoch));
    }

    [Fact]
    public void A_damaged_later_checkpoint_never_displaces_a_good_one()
    {
        using var folder = new TemporaryFolder();
        var run = Stopped(folder["run"], atEpoch: 3, "training.keepCheckpoints=2");
        string newest = run.Checkpoints.List()[0].Path;
        Damage(newest);
        using (var cancel = new CancellationTokenSource())
        using (var trainer = Trainer.Resume(run, Data))
        {
            trainer.ReportEvery = TimeSpan.Zero;
            Assert.Throws<OperationCanceledException>(() => trainer.Run(new Training.Told(_ => cancel.Cancel()), cancel.Token));
        }
        Assert.Equal([13, 12], run.Checkpoints.List().Select(c => c.Step));
        Assert.True(File.Exists(newest + ".damaged"));
        using var again = Trainer.Resume(run, Data);
        Assert.Null(again.Notice);
        Assert.Equal(13, again.Vae.Step);
    }

    [Fact]
    public void Where_every_checkpoint_is_damaged_the_newest_one_s_trouble_is_told_and_nothing_is_deleted()
    {
        using var folder = new TemporaryFolder();
        var run = Stopped(folder["run"], atEpoch: 3);
        var files = run.Checkpoints.List();
        foreach (var checkpoint in files) Damage(checkpoint.Path);
        Assert.Contains(files[0].Path, Assert.Throws<ElboException>(() => Trainer.Resume(run, Data)).Message, StringComparison.Ordinal);
        Assert.All(files, checkpoint => Assert.True(File.Exists(checkpoint.Path)));
    }

    [Fact]
    public void Damaged_best_weights_cost_no_step_and_the_loss_of_them_is_told()
    {
        using var folder = new TemporaryFolder();
        // Noise cannot be learnt: after some epochs the validation loss only rises, so that the best weights are in no other file.
        var run = Stopped(folder["run"], atEpoch: 60, "training.learningRate=0.03", "training.epochs=61");
        Assert.True(run.Metrics.Read().MinBy(row => row.ValidationLoss)!.Epoch < 59);
        Damage(run.Checkpoints.BestPath);
        using var trainer = Trainer.Resume(run, Data);
        Assert.Contains("The best weights so far are lost; training continues from step 360", trainer.Notice, StringComparison.Ordinal);
        trainer.Run();
        Assert.Equal(366, trainer.Vae.Step);
    }

    [SmallDiskFact]
    public void A_full_disk_leaves_the_earlier_checkpoint()
    {
        using var folder = new TemporaryFolder();
        string small = Directory.CreateDirectory(folder["small"]).FullName;
        Assert.True(SmallDiskFactAttribute.Mount(small));
        try
        {
            using var trainer = new Trainer(Recipe(), Data);
            string path = Path.Combine(small, "model");
            trainer.Vae.Save(path);
            byte[] before = File.ReadAllBytes(path);
            Assert.Throws<IOException>(() => File.WriteAllBytes(Path.Combine(small, "filler"), new byte[64 << 10]));
            trainer.Run();
            Assert.Equal($"Could not write {path}: the disk is full; free some space and run again.", Assert.Throws<ElboException>(() => trainer.Vae.Save(path)).Message);
            Assert.Equal(before, File.ReadAllBytes(path));
            Assert.Equal(2, Directory.GetFileSystemEntries(small).Length);
        }
        finally
        {
            Assert.True(SmallDiskFactAttribute.Unmount(small));
        }
    }

    [Fact]
    public void A_place_that_cannot_be_written_is_named()
    {
        using var folder = new TemporaryFolder();
        using var trainer = new Trainer(Recipe(), Data);
        Assert.Contains("its folder does not exist", Assert.Throws<ElboException>(() => trainer.Vae.Save(folder["no/model"])).Message, StringComparison.Ordinal);
        File.WriteAllText(folder["file"], "");
        Assert.Contains($"Could not write {folder["file/model"]}", Assert.Throws<ElboException>(() => trainer.Vae.Save(folder["file/model"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_of_a_newer_version_is_refused()
    {
        using var folder = new TemporaryFolder();
        var run = Trained(folder["run"]);
        string info = Path.Combine(run.Path, "run.json");
        File.WriteAllText(info, File.ReadAllText(info).Replace("\"format\": 1", "\"format\": 2", StringComparison.Ordinal));
        Assert.EndsWith("update Elbo.", Assert.Throws<ElboException>(() => Vae.Load(run.Path)).Message, StringComparison.Ordinal);
    }

    private static RunDirectory Stopped(string folder, int atEpoch, params string[] settings)
    {
        var run = RunDirectory.Create(folder, Recipe(["training.checkpointEpochs=1", .. settings]));
        using var cancel = new CancellationTokenSource();
        using var trainer = new Trainer(run.Recipe, Data, run);
        Assert.Throws<OperationCanceledException>(() => trainer.Run(new Training.Told(p => CancelAt(p, atEpoch, cancel)), cancel.Token));
        return run;
    }

    private static void CancelAt(TrainingProgress progress, int epoch, CancellationTokenSource cancel)
    {
        if (progress.EpochEnded && progress.Epoch == epoch) cancel.Cancel();
    }

    private static void Damage(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        bytes[bytes.Length / 2] ^= 4;
        File.WriteAllBytes(path, bytes);
    }

    private static (SafetensorsTensor[] Tensors, Dictionary<string, string> Metadata) Contents(string path)
    {
        using var file = SafetensorsFile.Open(path);
        var tensors = file.Tensors.Select(entry =>
        {
            var values = new float[entry.Count];
            file.Read(entry.Name, values);
            return SafetensorsTensor.Floats(entry.Name, [.. entry.Shape], values);
        }).ToArray();
        return (tensors, new Dictionary<string, string>(file.Metadata));
    }

    private static void Refused(string path, string message)
    {
        var error = Assert.ThrowsAny<ElboException>(() => Vae.Load(path).Dispose());
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
        Assert.EndsWith(".", error.Message, StringComparison.Ordinal);
    }
}
