using Elbo.Runs;

namespace Elbo.Cli.Tests;

public sealed class SignalTests(Workplace place) : IClassFixture<Workplace>
{
    private static readonly string[] Endless = ["--epochs", "100000", "--set", "training.pictureEpochs=null"];

    [Fact]
    public void A_terminal_that_closes_saves_a_checkpoint_as_an_interruption_does()
    {
        if (OperatingSystem.IsWindows()) return;
        using var training = place.Start(Workplace.TrainWords("closed", Endless));
        training.WaitFor("epoch 3/");
        training.Signal("HUP");
        var stopped = training.Wait();
        Assert.True(stopped.Code == 130, stopped.Errors);
        Assert.Contains("a checkpoint is saved. Continue with: elbo train --resume closed", stopped.Errors);
        RunDirectory.Open(place["closed"]);
    }

    [Fact]
    public void A_closing_terminal_that_hangs_up_more_than_once_still_leaves_a_checkpoint()
    {
        if (OperatingSystem.IsWindows()) return;
        using var training = place.Start(Workplace.TrainWords("hung-up", Endless));
        training.WaitFor("epoch 3/");
        training.Signals(TimeSpan.FromMilliseconds(10), "HUP", "HUP", "HUP");
        var stopped = training.Wait();
        Assert.True(stopped.Code == 130, $"{stopped.Code}: {stopped.Errors}");
        Assert.Contains("a checkpoint is saved. Continue with: elbo train --resume hung-up", stopped.Errors);
        Assert.NotEmpty(RunDirectory.Open(place["hung-up"]).Checkpoints.List());
    }

    [Fact]
    public void A_signal_while_a_checkpoint_is_written_leaves_it_whole()
    {
        if (OperatingSystem.IsWindows()) return;
        using var training = place.Start(Workplace.TrainWords("writing", Endless));
        training.WaitFor("epoch 2/");
        string checkpoints = place["writing/checkpoints"];
        training.WaitFor(() => Directory.EnumerateFiles(checkpoints, "*" + AtomicFile.TemporaryEnding).Any());
        training.Signal("TERM");
        var stopped = training.Wait();
        Assert.True(stopped.Code == 130, stopped.Errors);
        Assert.Empty(Directory.EnumerateFiles(checkpoints, "*" + AtomicFile.TemporaryEnding));
        foreach (string file in Directory.EnumerateFiles(checkpoints)) Vae.Load(file, 1).Dispose();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(150)]
    [InlineData(400)]
    public void A_signal_at_the_start_ends_the_command_without_a_trace(int milliseconds)
    {
        if (OperatingSystem.IsWindows()) return;
        string name = $"starting-{milliseconds}";
        // Drawn data, which take a while.
        using var training = place.Start("train", "digits", "--out", name, "--steps", "100000");
        Thread.Sleep(milliseconds);
        training.Signal("TERM");
        var stopped = training.Wait();
        // Before the first line of Elbo's own code the system ends the process itself.
        Assert.True(stopped.Code is 130 or 143, $"{stopped.Code}: {stopped.Errors}");
        Assert.DoesNotContain("Exception", stopped.Errors);
        if (stopped.Code == 130) Assert.Contains("Interrupted", stopped.Errors);
        // What is there is a run that goes on, or nothing.
        if (RunDirectory.Exists(place[name])) Assert.True(RunDirectory.Open(place[name]).Checkpoints.List().Count > 0);
    }

    [Fact]
    public void A_signal_during_the_last_figures_says_how_to_draw_them()
    {
        if (OperatingSystem.IsWindows()) return;
        // A large decoder, so that the figures outlast the way of the signal.
        using (var training = place.Start(Workplace.TrainWords("drawing", "--epochs", "2", "--set", "training.pictureEpochs=null", "--set", "model.decoder.*.units=3000")))
        {
            training.WaitFor("epoch 2/2");
            training.Signal("TERM");
            var stopped = training.Wait();
            Assert.True(stopped.Code == 130, $"{stopped.Code}: {stopped.Errors}");
            Assert.Contains("elbo train --resume drawing", stopped.Errors);
        }
        Assert.False(File.Exists(place["drawing/report.html"]));
        place.Elbo("train", "--resume", "drawing").Done();
        Assert.True(File.Exists(place["drawing/report.html"]));
        Assert.True(File.Exists(place["drawing/figures/samples.png"]));
        Assert.Empty(Directory.EnumerateFiles(place["drawing"], "*" + AtomicFile.TemporaryEnding, SearchOption.AllDirectories));
    }

    [Fact]
    public void Two_signals_at_once_end_training_with_130_and_the_run_goes_on()
    {
        if (OperatingSystem.IsWindows()) return;
        using (var training = place.Start(Workplace.TrainWords("twice", "--epochs", "400", "--set", "training.pictureEpochs=null")))
        {
            training.WaitFor("epoch 3/");
            // Both wait until the process goes on.
            foreach (string signal in new[] { "STOP", "TERM", "HUP", "CONT" }) training.Signal(signal);
            var stopped = training.Wait();
            Assert.True(stopped.Code == 130, $"{stopped.Code}: {stopped.Errors}");
            Assert.DoesNotContain("Exception", stopped.Errors);
        }
        using var again = place.Start("train", "--resume", "twice");
        again.WaitFor("epoch ");
    }

    [Fact]
    public void A_process_that_slept_goes_on_to_the_same_bits_and_kept_its_lock()
    {
        if (OperatingSystem.IsWindows()) return;
        string[] more = ["--epochs", "400", "--set", "training.pictureEpochs=null"];
        using (var training = place.Start(Workplace.TrainWords("slept", more)))
        {
            training.WaitFor("epoch 3/");
            training.Signal("STOP");
            place.Elbo("train", "--resume", "slept").Refused(1, "in use by another");
            training.Signal("CONT");
            training.Wait().Done();
        }
        place.Train("awake", [.. more, "--quiet"]).Done();
        Assert.Equal(File.ReadAllBytes(place.Newest("awake")), File.ReadAllBytes(place.Newest("slept")));
        Assert.All(RunDirectory.Open(place["slept"]).Metrics.Read(), row =>
        {
            Assert.True(row.Seconds >= 0 && double.IsFinite(row.Seconds), $"{row.Seconds} s");
            Assert.True(row.ImagesPerSecond >= 0 && double.IsFinite(row.ImagesPerSecond), $"{row.ImagesPerSecond} a second");
        });
    }

    [Theory]
    [InlineData("train")]
    [InlineData("sweep")]
    public void The_help_says_what_signals_do(string verb) =>
        Assert.Contains("a second Ctrl-C or SIGTERM stops it at once", string.Join(' ', place.Elbo(verb, "--help").Done().Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
}
