using Elbo.Runs;
using Elbo.Tests.Data.Pictures;
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
        foreach (int threads in new[] { 1, 3, 7 })
            Assert.Equal(DigitRun.Straight(recipe, Steps), DigitRun.Train(recipe, Steps, threads, folder[$"{threads}"], []));
    }

    [Fact]
    public void Another_seed_gives_another_checkpoint() =>
        Assert.NotEqual(DigitRun.Straight("tanh-small", 20), DigitRun.Straight("tanh-small", 20, "seed=2"));

    [Theory]
    [MemberData(nameof(Recipes))]
    public void A_run_cancelled_anywhere_and_resumed_ends_in_the_same_checkpoint(string recipe)
    {
        using var folder = new TemporaryFolder();
        int perEpoch = (1000 + DigitRun.Recipe(recipe, Steps).Training.Batch - 1) / DigitRun.Recipe(recipe, Steps).Training.Batch;
        var random = new Random(recipe.Length);
        long[] stops = [1, perEpoch, random.Next(perEpoch + 1, 100), random.Next(100, Steps)];
        var run = RunDirectory.Create(folder["stopped"], DigitRun.Recipe(recipe, Steps));
        foreach (long stop in stops.Distinct().Order())
        {
            using var cancel = new CancellationTokenSource();
            using var trainer = Trainer.Resume(run, DigitRun.DataOf(recipe), 1 + (int)(stop % 3));
            trainer.ReportEvery = TimeSpan.Zero;
            Assert.Throws<OperationCanceledException>(() => trainer.Run(new Told(p => CancelAt(p.Step, stop, cancel)), cancel.Token));
            Assert.Equal(stop, run.Checkpoints.List()[0].Step);
        }
        Assert.Equal(DigitRun.Straight(recipe, Steps), DigitRun.Train(recipe, Steps, 1, folder["stopped"], []));
        var rows = run.Metrics.Read();
        Assert.Equal(Enumerable.Range(1, (Steps + perEpoch - 1) / perEpoch), rows.Select(row => row.Epoch));
    }

    [Theory]
    [InlineData("simple-vae", 160)]
    [InlineData("mlp-bernoulli", 70)]
    [InlineData("tanh-small", 120)]
    [InlineData("conv-celeba", 90)]
    [InlineData("conditional-vae", 110)]
    [InlineData("cyclical-annealing", 130)]
    [InlineData("capacity", 60)]
    [InlineData("free-bits", 150)]
    public void A_run_killed_by_the_system_and_resumed_ends_in_the_same_checkpoint(string recipe, int at)
    {
        using var folder = new TemporaryFolder();
        var dead = ChildProcess.Run(["die", recipe, $"{Steps}", "2", folder["killed"], $"{at}"]);
        Assert.NotEqual(0, dead.Code);
        Assert.True(RunDirectory.Exists(folder["killed"]), dead.Errors);
        Assert.True(RunDirectory.Open(folder["killed"]).Checkpoints.List().All(c => c.Step <= at));
        Assert.Equal(DigitRun.Straight(recipe, Steps), DigitRun.Train(recipe, Steps, 1, folder["killed"], []));
    }

    [Fact]
    public void A_run_on_a_folder_of_pictures_killed_by_the_system_and_resumed_ends_in_the_same_checkpoint()
    {
        using var files = new PictureFiles().AddMany(40);
        using var folder = new TemporaryFolder();
        var dead = ChildProcess.Run(["die-on-pictures", files.Path, files.Cache, folder["killed"], "37"]);
        Assert.NotEqual(0, dead.Code);
        Assert.True(RunDirectory.Exists(folder["killed"]), dead.Errors);
        Assert.InRange(RunDirectory.Open(folder["killed"]).Checkpoints.List()[0].Step, 1, 37);
        // Straight through from pictures packed anew, which must come out the same.
        string straight = PictureFolderRun.Train(files.Path, folder["another cache"], folder["straight"]);
        Assert.Equal(straight, PictureFolderRun.Train(files.Path, files.Cache, folder["killed"]));
        files.Add("000001.png", 77);
        Assert.Contains("other pictures", Assert.Throws<ElboException>(() => PictureFolderRun.Train(files.Path, files.Cache, folder["killed"])).Message, StringComparison.Ordinal);
    }

    [WidthFact(512)]
    public void Without_AVX_512_every_recipe_gives_the_same_checkpoint() => SameWith("DOTNET_EnableAVX512", "0", "256 128 fma", All, Steps);

    [WidthFact(256)]
    public void With_128_bit_vectors_every_recipe_gives_the_same_checkpoint() => SameWith("DOTNET_PreferredVectorBitWidth", "128", "128 fma", All, Steps);

    // Fused multiply-adds in software are a hundred times slower, so these networks are smaller and their runs shorter.
    [WidthFact(256)]
    public void Without_AVX2_small_runs_of_every_recipe_give_the_same_checkpoint() => SmallRunsAreTheSameWith("DOTNET_EnableAVX2", "0", "128 ");

    [WidthFact(128)]
    public void Without_any_vector_instruction_small_runs_of_every_recipe_give_the_same_checkpoint() =>
        SmallRunsAreTheSameWith("DOTNET_EnableHWIntrinsic", "0", "");

    private static string[] All => [.. Elbo.Recipes.RecipeBook.Names];

    private static void SmallRunsAreTheSameWith(string variable, string value, string widths)
    {
        SameWith(variable, value, widths, [.. All.Where(name => !DigitRun.IsConvolutional(name))], 6,
            "model.encoder.*.units=19", "model.decoder.*.units=19", "training.batch=33");
        SameWith(variable, value, widths, [.. All.Where(DigitRun.IsConvolutional)], 3, "training.batch=5");
    }

    private static void SameWith(string variable, string value, string widths, string[] names, int steps, params string[] settings)
    {
        using var folder = new TemporaryFolder();
        var (code, lines, errors) = ChildProcess.Run(["train", string.Join(',', names), $"{steps}", "2", folder["child"], .. settings], (variable, value));
        Assert.True(code == 0, errors);
        Assert.Equal(widths.Trim(), lines[0]);
        Assert.NotEqual(ChildProcess.Widths, lines[0]);
        Assert.Equal(names.Select(name => DigitRun.Straight(name, steps, settings)), lines[1..]);
    }

    private static void CancelAt(long step, long stop, CancellationTokenSource cancel)
    {
        if (step == stop) cancel.Cancel();
    }
}
