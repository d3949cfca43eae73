using Elbo.Runs;
using Elbo.Training;

namespace Elbo.Tests.Training;

/// <summary>The same recipe, data and seed give the same checkpoint bit for bit: on any number of threads, on any vector width, straight through or interrupted.</summary>
public sealed class SameBitsTests
{
    private const int Steps = 200;

    public static TheoryData<string> Recipes => new(Elbo.Recipes.RecipeBook.Names);

    [Theory]
    [MemberData(nameof(Recipes))]
    public void Any_number_of_threads_gives_the_same_checkpoint(string recipe)
    {
        using var folder = new TemporaryFolder();
        string one = DigitRun.Train(recipe, Steps, 1, folder["1"], []);
        foreach (int threads in new[] { 2, 3, 7 })
            Assert.Equal(one, DigitRun.Train(recipe, Steps, threads, folder[$"{threads}"], []));
        Assert.NotEqual(one, DigitRun.Train(recipe, Steps, 2, folder["other"], ["seed=2"]));
    }

    [Theory]
    [MemberData(nameof(Recipes))]
    public void A_run_cancelled_anywhere_and_resumed_ends_in_the_same_checkpoint(string recipe)
    {
        using var folder = new TemporaryFolder();
        string straight = DigitRun.Train(recipe, Steps, 2, folder["straight"], []);
        int perEpoch = (500 + DigitRun.Recipe(recipe, Steps).Training.Batch - 1) / DigitRun.Recipe(recipe, Steps).Training.Batch;
        var random = new Random(recipe.Length);
        long[] stops = [1, perEpoch - 1, perEpoch, random.Next(perEpoch + 1, 60), random.Next(60, Steps - 1), Steps - 1];
        var run = RunDirectory.Create(folder["stopped"], DigitRun.Recipe(recipe, Steps));
        foreach (long stop in stops.Distinct().Order())
        {
            using var cancel = new CancellationTokenSource();
            using var trainer = Trainer.Resume(run, DigitRun.Data, 1 + (int)(stop % 3));
            trainer.ReportEvery = TimeSpan.Zero;
            Assert.Throws<OperationCanceledException>(() => trainer.Run(new Told(p => CancelAt(p.Step, stop, cancel)), cancel.Token));
            Assert.Equal(stop, run.Checkpoints.List()[0].Step);
        }
        Assert.Equal(straight, DigitRun.Train(recipe, Steps, 2, folder["stopped"], []));
        var rows = RunDirectory.Open(folder["straight"]).Metrics.Read().Select(r => (r.Epoch, r.Step, r.Loss, r.ValidationLoss, r.GradientNorm));
        Assert.Equal(rows, run.Metrics.Read().Select(r => (r.Epoch, r.Step, r.Loss, r.ValidationLoss, r.GradientNorm)));
    }

    [Theory]
    [InlineData("digits", 37)]
    [InlineData("simple-vae", 160)]
    [InlineData("mlp-bernoulli", 4)]
    [InlineData("mlp-latent", 99)]
    [InlineData("tanh-small", 3)]
    public void A_run_killed_by_the_system_and_resumed_ends_in_the_same_checkpoint(string recipe, int at)
    {
        using var folder = new TemporaryFolder();
        string straight = DigitRun.Train(recipe, Steps, 2, folder["straight"], []);
        var dead = ChildProcess.Run(["die", recipe, $"{Steps}", "2", folder["killed"], $"{at}"]);
        Assert.NotEqual(0, dead.Code);
        Assert.True(RunDirectory.Exists(folder["killed"]), dead.Errors);
        Assert.True(RunDirectory.Open(folder["killed"]).Checkpoints.List().All(c => c.Step <= at));
        Assert.Equal(straight, DigitRun.Train(recipe, Steps, 1, folder["killed"], []));
    }

    [WidthFact(512)]
    public void Without_AVX_512_every_recipe_gives_the_same_checkpoint() => SameWith("DOTNET_EnableAVX512", "0", "256 128 fma", Steps);

    [WidthFact(256)]
    public void With_128_bit_vectors_every_recipe_gives_the_same_checkpoint() => SameWith("DOTNET_PreferredVectorBitWidth", "128", "128 fma", 60);

    // Fused multiply-adds in software are a hundred times slower, so these networks are smaller and their runs shorter.
    [WidthFact(256)]
    public void Without_AVX2_small_runs_of_every_recipe_give_the_same_checkpoint() => SameWith("DOTNET_EnableAVX2", "0", "128 ", 6, Small);

    [WidthFact(128)]
    public void Without_any_vector_instruction_small_runs_of_every_recipe_give_the_same_checkpoint() =>
        SameWith("DOTNET_EnableHWIntrinsic", "0", "", 6, Small);

    private static readonly string[] Small = ["model.encoder.*.units=19", "model.decoder.*.units=19", "training.batch=33"];

    private static void SameWith(string variable, string value, string widths, int steps, params string[] settings)
    {
        using var folder = new TemporaryFolder();
        var (code, lines, errors) = ChildProcess.Run(
            ["train", string.Join(',', Elbo.Recipes.RecipeBook.Names), $"{steps}", "2", folder["child"], .. settings], (variable, value));
        Assert.True(code == 0, errors);
        Assert.Equal(widths.Trim(), lines[0]);
        Assert.NotEqual(ChildProcess.Widths, lines[0]);
        Assert.Equal(Elbo.Recipes.RecipeBook.Names.Select(name => DigitRun.Train(name, steps, 2, folder[name], settings)), lines[1..]);
    }

    private static void CancelAt(long step, long stop, CancellationTokenSource cancel)
    {
        if (step == stop) cancel.Cancel();
    }
}
