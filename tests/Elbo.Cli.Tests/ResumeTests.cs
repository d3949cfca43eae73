namespace Elbo.Cli.Tests;

public sealed class ResumeTests(Workplace place) : IClassFixture<Workplace>
{
    // Long enough that a signal after the third epoch finds training under way.
    private static readonly string[] Long = ["--epochs", "400", "--set", "training.pictureEpochs=150"];

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public void An_interrupted_run_continues_to_the_same_bits(string signal)
    {
        if (OperatingSystem.IsWindows()) return;
        string name = "interrupted-" + signal;
        using (var training = place.Start(Workplace.TrainWords(name, Long)))
        {
            training.WaitFor("epoch 3/");
            // Held, so that it does not end before it is signalled.
            training.Signal("STOP");
            place.Elbo("train", "--resume", name).Refused(1, "in use by another");
            training.Signal("CONT");
            training.Signal(signal);
            var stopped = training.Wait();
            Assert.Equal(130, stopped.Code);
            Assert.Equal("", stopped.Output);
            Assert.Contains($"elbo train --resume {name}", stopped.Errors);
        }
        Assert.NotEqual("step-000002800.safetensors", Path.GetFileName(place.Newest(name)));
        Assert.Equal(name, place.Elbo("train", "--resume", name).Done().LastLine);
        AssertSameEnd("straight-" + signal, name);
    }

    [Fact]
    public void A_killed_run_continues_to_the_same_bits()
    {
        using (var training = place.Start(Workplace.TrainWords("killed", Long)))
        {
            training.WaitFor("epoch 3/");
            Thread.Sleep(Random.Shared.Next(300));
            training.Kill();
        }
        place.Elbo("train", "--resume", "killed").Done();
        AssertSameEnd("straight-killed", "killed");
    }

    [Fact]
    public void A_damaged_newest_checkpoint_gives_way_to_the_one_before()
    {
        place.Train("hurt", "--steps", "20").Done();
        byte[] whole = File.ReadAllBytes(place.Newest("hurt"));
        Workplace.FlipByte(place.Newest("hurt"));
        var resumed = place.Elbo("train", "--resume", "hurt").Done();
        Assert.Contains("Training continues from step", resumed.Errors);
        Assert.Equal(whole, File.ReadAllBytes(place.Newest("hurt")));

        foreach (string file in Directory.EnumerateFiles(place["hurt/checkpoints"], "*.safetensors")) Workplace.FlipByte(file);
        place.Elbo("train", "--resume", "hurt").Refused(1, "is damaged");
    }

    [Fact]
    public void A_finished_run_is_resumed_without_change()
    {
        string run = place.CopyOfRun("again");
        // The page says where the run lies.
        place.Elbo("report", run).Done();
        var before = Contents(run);
        Assert.Equal(run, place.Elbo("train", "--resume", run).Done().LastLine);
        var after = Contents(run);
        Assert.Equal(before.Keys.Order(), after.Keys.Order());
        foreach (var (file, bytes) in before) Assert.True(bytes.AsSpan().SequenceEqual(after[file]), file);
    }

    [Fact]
    public void A_resumed_run_keeps_its_recipe()
    {
        place.Elbo("train", "--resume").Refused(2, "elbo train --resume RUN");
        place.Elbo("train", "--resume", "nowhere").Refused(1, "nowhere");
        place.Elbo("train", "--resume", place.FinishedRun, "--seed", "9").Refused(2, "seed cannot change");
    }

    private void AssertSameEnd(string straight, string other)
    {
        place.Train(straight, [.. Long, "--quiet"]).Done();
        Assert.Equal("step-000002800.safetensors", Path.GetFileName(place.Newest(straight)));
        Assert.Equal(Path.GetFileName(place.Newest(straight)), Path.GetFileName(place.Newest(other)));
        Assert.Equal(File.ReadAllBytes(place.Newest(straight)), File.ReadAllBytes(place.Newest(other)));
        Assert.Equal(Best(straight), Best(other));
        Assert.Equal(Losses(straight), Losses(other));
        Assert.Equal(7, Pictures(straight).Length);
        Assert.Equal(Pictures(straight), Pictures(other));
    }

    // At three epochs and the one moving picture: names and contents.
    private string[] Pictures(string run) => [.. Directory.EnumerateFiles(place[run + "/figures/epochs"]).Append(place[run + "/figures/generations.gif"])
        .Select(file => $"{Path.GetFileName(file)} {Convert.ToHexString(File.ReadAllBytes(file))}").Where(line => !line.StartsWith("originals", StringComparison.Ordinal)).Order()];

    private byte[] Best(string run) => File.ReadAllBytes(Path.Combine(place[run], "checkpoints", "best.safetensors"));

    // Epoch to learning rate and gradient norm; the columns after those are times.
    private string[] Losses(string run) => [.. File.ReadAllLines(Path.Combine(place[run], "metrics.csv")).Select(line => string.Join(',', line.Split(',')[..10]))];

    private Dictionary<string, byte[]> Contents(string run) => Directory.EnumerateFiles(place[run], "*", SearchOption.AllDirectories)
        .Where(file => Path.GetFileName(file) != "run.lock").ToDictionary(file => file, File.ReadAllBytes);
}
