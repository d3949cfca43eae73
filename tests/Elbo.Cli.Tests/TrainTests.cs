using Elbo.Recipes;

namespace Elbo.Cli.Tests;

public sealed class TrainTests : IDisposable
{
    private readonly Workshop workshop = new();

    public void Dispose() => workshop.Dispose();

    [Fact]
    public async Task A_run_is_complete_and_its_name_is_printed_last()
    {
        var outcome = (await ElboCommand.Run(workshop.Training("run"))).Done();
        string run = workshop.At("run");
        Assert.Equal(run, outcome.OutputLines[^1]);
        foreach (string row in new[] { "evidence lower bound", "reconstruction", "KL divergence", "bits per dimension" })
            Assert.Contains(row, outcome.Output, StringComparison.Ordinal);
        string[] figures = [.. Directory.GetFiles(Path.Combine(run, "figures")).Order(StringComparer.Ordinal)];
        Assert.Equal(
            ["kl.svg", "latent.svg", "loss.svg", "manifold-linear.png", "manifold-quantiles.png", "reconstruction.svg", "reconstructions.png", "samples.png"],
            figures.Select(Path.GetFileName));
        foreach (string figure in figures) Assert.Contains(figure, outcome.Error, StringComparison.Ordinal);
        Assert.Equal(3, File.ReadAllLines(Path.Combine(run, "metrics.csv")).Length);
        Assert.NotEmpty(Workshop.Checkpoints(run));
        Assert.Contains("\"version\"", File.ReadAllText(Path.Combine(run, "run.json")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Off_a_terminal_there_is_one_plain_line_an_epoch_on_standard_error()
    {
        var outcome = (await ElboCommand.Run(workshop.Training("run"))).Done();
        Assert.Equal(2, outcome.Error.Split('\n').Count(line => line.StartsWith("epoch ", StringComparison.Ordinal)));
        Assert.DoesNotContain('\e', outcome.Output + outcome.Error);
    }

    [Fact]
    public async Task Quiet_prints_the_name_alone()
    {
        var outcome = (await ElboCommand.Run(workshop.Training("run", "--quiet"))).Done();
        Assert.Equal(workshop.At("run"), Assert.Single(outcome.OutputLines));
        Assert.Empty(outcome.Error);
    }

    [Fact]
    public async Task Without_out_the_run_is_a_new_folder_under_runs()
    {
        string[] arguments = [.. workshop.Training("").Where(word => word != "--out" && word != workshop.At("")), "--quiet"];
        string first = (await ElboCommand.RunIn(workshop.Root, arguments)).Done().OutputLines[^1];
        string second = (await ElboCommand.RunIn(workshop.Root, arguments)).Done().OutputLines[^1];
        Assert.NotEqual(first, second);
        foreach (string name in new[] { first, second })
        {
            Assert.Equal("runs", Path.GetDirectoryName(name));
            Assert.True(File.Exists(Path.Combine(workshop.Root, name, "recipe.json")));
        }
    }

    [Fact]
    public async Task Every_change_is_part_of_the_recipe_that_the_run_keeps()
    {
        string[] arguments = workshop.Training("run", "--seed", "7", "--set", "objective.beta=4", "--steps", "3");
        // The path is given relative to the folder that the command runs in.
        (await ElboCommand.RunIn(workshop.Root, [.. arguments.Select(word => word == workshop.Data ? "data" : word)])).Done();
        var recipe = Recipe.Parse(File.ReadAllText(workshop.At("run/recipe.json")));
        Assert.Equal((7, 4.0, 3, null, 16), (recipe.Seed, recipe.Objective.Beta, recipe.Training.Steps, recipe.Training.Epochs, recipe.Training.Batch));
        Assert.True(Path.IsPathRooted(recipe.Data.Name));
        (await ElboCommand.Run("evaluate", workshop.At("run"))).Done();
    }

    [Fact]
    public async Task A_printed_recipe_can_be_trained_from_its_file()
    {
        string named = await workshop.Trained("named");
        File.Copy(Path.Combine(named, "recipe.json"), workshop.At("mine.json"));
        (await ElboCommand.Run("train", workshop.At("mine.json"), "--out", workshop.At("filed"), "--quiet")).Done();
        Assert.Equal(Workshop.Weights(named), Workshop.Weights(workshop.At("filed")));
    }

    [Fact]
    public async Task The_seed_decides_the_weights_and_the_threads_do_not()
    {
        string one = await workshop.Trained("one", "--threads", "1"), three = await workshop.Trained("three", "--threads", "3");
        string other = await workshop.Trained("other", "--seed", "2");
        Assert.Equal(Workshop.Weights(one), Workshop.Weights(three));
        Assert.NotEqual(Workshop.Weights(one), Workshop.Weights(other));
    }

    [Fact]
    public async Task A_place_that_cannot_be_written_is_named()
    {
        File.WriteAllText(workshop.At("file"), "");
        (await ElboCommand.Run(workshop.Training("file/run"))).Refused(1, workshop.At("file/run"));
        (await ElboCommand.Run(workshop.Training("file"))).Refused(1, workshop.At("file"));
    }

    [Fact]
    public async Task A_run_is_never_overwritten()
    {
        string run = await workshop.Trained("run");
        string before = Workshop.Weights(run);
        (await ElboCommand.Run(workshop.Training("run", "--seed", "9"))).Refused(1, run, "already holds a run");
        Assert.Equal(before, Workshop.Weights(run));
        (await ElboCommand.Run(workshop.Training("data"))).Refused(1, workshop.Data, "not empty");
    }

    [Fact]
    public async Task A_batch_above_the_data_is_refused_before_a_run_exists()
    {
        (await ElboCommand.Run(workshop.Training("run", "--set", "training.batch=5000"))).Refused(1, "training.batch", "5000");
        Assert.False(Directory.Exists(workshop.At("run")));
    }

    [Fact]
    public async Task Damaged_data_are_refused_before_a_run_exists()
    {
        string file = Path.Combine(workshop.Data, "train-images-idx3-ubyte");
        File.WriteAllBytes(file, File.ReadAllBytes(file)[..^100]);
        (await ElboCommand.Run(workshop.Training("run"))).Refused(1, file);
        Assert.False(Directory.Exists(workshop.At("run")));
    }
}
