namespace Elbo.Cli.Tests;

public sealed class ResumeTests : IDisposable
{
    private readonly Workshop workshop = new();

    public void Dispose() => workshop.Dispose();

    [UnixTheory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task An_interrupted_run_says_how_to_resume_and_ends_with_the_same_weights(string signal)
    {
        string whole = await workshop.Trained("whole", Long());
        var outcome = await ElboCommand.Interrupt(signal, "epoch 3/", workshop.Training("cut", Long()));
        string cut = workshop.At("cut");
        Assert.Equal(130, outcome.Code);
        Assert.Empty(outcome.Output);
        Assert.Contains($"elbo train --resume {cut}", outcome.Error, StringComparison.Ordinal);
        Assert.NotEqual(Path.GetFileName(Workshop.Checkpoints(whole)[^1]), Path.GetFileName(Workshop.Checkpoints(cut)[^1]));

        var resumed = (await ElboCommand.Run("train", "--resume", cut)).Done();
        Assert.Equal(cut, resumed.OutputLines[^1]);
        Assert.Equal(Workshop.Weights(whole), Workshop.Weights(cut));
        Assert.Equal(Epochs(whole), Epochs(cut));
    }

    [UnixFact]
    public async Task A_killed_run_resumes_to_the_same_weights()
    {
        string[] often = [.. Long(), "--set", "training.checkpointEpochs=1"];
        string whole = await workshop.Trained("whole", often), cut = workshop.At("cut");
        Assert.NotEqual(0, (await ElboCommand.Interrupt("KILL", "epoch 3/", workshop.Training("cut", often))).Code);
        (await ElboCommand.Run("train", "--resume", "--out", cut, "--quiet")).Done();
        Assert.Equal(Workshop.Weights(whole), Workshop.Weights(cut));
        Assert.Equal(Epochs(whole), Epochs(cut));
    }

    [Fact]
    public async Task Resuming_a_finished_run_changes_nothing_and_draws_again()
    {
        string run = await workshop.Trained("run"), before = Workshop.Weights(run);
        File.Delete(Path.Combine(run, "figures", "samples.png"));
        (await ElboCommand.Run("train", run, "--resume", "--quiet")).Done();
        Assert.Equal(before, Workshop.Weights(run));
        Assert.True(File.Exists(Path.Combine(run, "figures", "samples.png")));
    }

    [Fact]
    public async Task A_resumed_run_keeps_its_recipe()
    {
        string run = await workshop.Trained("run");
        (await ElboCommand.Run("train", "--resume", run, "--set", "objective.beta=2")).Refused(2, "objective.beta");
    }

    [Fact]
    public async Task What_is_no_whole_run_is_refused()
    {
        (await ElboCommand.Run("train", "--resume", workshop.At("nowhere"))).Refused(1, workshop.At("nowhere"));
        (await ElboCommand.Run("evaluate", workshop.Data)).Refused(1, workshop.Data, "not a run directory");
        string run = await workshop.Trained("run");
        File.Delete(Path.Combine(run, "run.json"));
        (await ElboCommand.Run("evaluate", run)).Refused(1, run, "cut off");
    }

    [Fact]
    public async Task A_damaged_checkpoint_is_named()
    {
        string run = await workshop.Trained("run");
        foreach (string file in Directory.GetFiles(Path.Combine(run, "checkpoints"))) File.WriteAllBytes(file, File.ReadAllBytes(file)[..^40]);
        (await ElboCommand.Run("evaluate", run)).Refused(1, "checkpoints");
        (await ElboCommand.Run("train", "--resume", run)).Refused(1, Workshop.Checkpoints(run)[^1]);
    }

    [Fact]
    public async Task A_run_of_a_newer_version_is_refused()
    {
        string run = await workshop.Trained("run"), file = Path.Combine(run, "run.json");
        File.WriteAllText(file, File.ReadAllText(file).Replace("\"format\": 1", "\"format\": 99", StringComparison.Ordinal));
        (await ElboCommand.Run("evaluate", run)).Refused(1, run, "newer", "update Elbo");
    }

    /// <summary>Long enough that a signal comes in its midst.</summary>
    private static string[] Long() =>
        ["--set", "training.epochs=80", "--set", "training.checkpointEpochs=1000", "--set", "model.encoder.*.units=64"];

    /// <summary>Metrics without their timings.</summary>
    private static IEnumerable<string> Epochs(string run) =>
        File.ReadLines(Path.Combine(run, "metrics.csv")).Select(line => string.Join(',', line.Split(',')[..9]));
}
