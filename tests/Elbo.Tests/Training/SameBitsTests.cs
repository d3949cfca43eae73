using System.Diagnostics;
using System.Runtime.Intrinsics;
using Elbo.Recipes;
using Elbo.Runs;
using Elbo.Training;

namespace Elbo.Tests.Training;

/// <summary>One recipe and seed give one checkpoint, bit for bit.</summary>
public sealed class SameBitsTests
{
    private const int Steps = 200;

    public static TheoryData<string> Recipes => new(TinyRuns.Recipes);

    [Theory, MemberData(nameof(Recipes))]
    public void Any_number_of_threads_gives_the_same_checkpoint(string recipe)
    {
        string one = TinyRuns.Hash(recipe, Steps, threads: 1);
        foreach (int threads in new[] { 2, 3, 7 }) Assert.Equal(one, TinyRuns.Hash(recipe, Steps, threads));
    }

    [Theory]
    [InlineData("DOTNET_EnableAVX512", "0", 512, "256 128")]
    [InlineData("DOTNET_PreferredVectorBitWidth", "128", 256, "128")]
    public void Any_vector_width_gives_the_same_checkpoint(string setting, string value, int needs, string widths)
    {
        bool has = needs == 512 ? Vector512.IsHardwareAccelerated : Vector256.IsHardwareAccelerated;
        if (!has) return; // This machine has nothing to switch off, so its only width is the one all tests use.
        using var child = Start(["widths", $"{Steps}"], (setting, value));
        string[] lines = child.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.TrimEntries);
        child.WaitForExit();
        Assert.Equal(0, child.ExitCode);
        Assert.Equal(widths, lines[0]);
        for (int i = 0; i < TinyRuns.Recipes.Length; i++)
            Assert.Equal($"{TinyRuns.Recipes[i]} {TinyRuns.Hash(TinyRuns.Recipes[i], Steps, threads: 2)}", lines[i + 1]);
    }

    [Theory]
    [InlineData("mlp-bernoulli")]
    [InlineData("simple-vae")]
    public void A_run_that_is_cancelled_and_resumed_gives_the_checkpoint_of_one_that_is_not(string name)
    {
        var recipe = TinyRuns.Of(name, 40);
        string straight = TinyRuns.Hash(name, 40, threads: 2).Split(' ')[0];
        using var folder = new TemporaryFolder();
        var run = RunDirectory.Create(folder["run"], recipe);
        var random = new Random(1);
        for (int attempt = 0; ; attempt++)
        {
            using var stop = new CancellationTokenSource();
            using var trainer = Trainer.Resume(RunDirectory.Open(run.Path), TinyRuns.Data, 2);
            stop.CancelAfter(TimeSpan.FromMilliseconds(random.Next(1, 60)));
            try
            {
                trainer.Run(null, stop.Token);
                break;
            }
            catch (OperationCanceledException)
            {
                Assert.InRange(attempt, 0, 200);
            }
        }
        Assert.Equal(straight, TinyRuns.HashOf(run));
        Assert.Equal(run.Metrics.Read().Select(row => row.Step).Distinct().Count(), run.Metrics.Read().Count);
    }

    [Fact]
    public void A_run_that_is_killed_again_and_again_gives_the_checkpoint_of_one_that_is_not()
    {
        const int steps = 600;
        string name = RecipeBook.Default;
        string straight = TinyRuns.Hash(name, steps, threads: 2).Split(' ')[0];
        using var folder = new TemporaryFolder();
        var run = RunDirectory.Create(folder["run"], TinyRuns.Of(name, steps));
        var random = new Random(2);
        int kills = 0;
        for (int attempt = 0; attempt < 60; attempt++)
        {
            using var child = Start(["run", run.Path]);
            if (child.WaitForExit(kills < 6 ? random.Next(250, 900) : 60_000))
            {
                Assert.Equal(0, child.ExitCode);
                break;
            }
            child.Kill();
            child.WaitForExit();
            kills++;
        }
        Assert.True(kills > 0, "The child was never killed, so this test showed nothing.");
        Assert.Equal(straight, TinyRuns.HashOf(run));
    }

    private static Process Start(string[] arguments, params (string Key, string Value)[] environment)
    {
        string host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        var start = new ProcessStartInfo(host, ["exec", typeof(Program).Assembly.Location, .. arguments]) { RedirectStandardOutput = true };
        foreach (var (key, value) in environment) start.Environment[key] = value;
        return Process.Start(start)!;
    }
}
