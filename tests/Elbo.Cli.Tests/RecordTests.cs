using System.Text.Json;
using Elbo.Recipes;

namespace Elbo.Cli.Tests;

/// <summary>What a run keeps of its command, and what is read from it.</summary>
public sealed class RecordTests(Workplace place) : IClassFixture<Workplace>
{
    [Fact]
    public void Every_change_is_part_of_the_recipe_that_the_run_keeps()
    {
        place.Train("changed", "--seed", "7", "--set", "objective.beta=4", "--steps", "3").Done();
        var recipe = Recipe.Parse(File.ReadAllText(place["changed/recipe.json"]));
        Assert.Equal((7, 4.0, 3, null, 32), (recipe.Seed, recipe.Objective.Beta, recipe.Training.Steps, recipe.Training.Epochs, recipe.Training.Batch));
    }

    [Theory]
    [InlineData("--data", "data")]
    [InlineData("--set", "data.name=data")]
    public void A_run_on_a_folder_can_be_examined_from_anywhere(string option, string folder)
    {
        string run = place["far" + option];
        place.Elbo("train", "--out", run, option, folder, "--set", "data.validation=40", "--set", "training.batch=32", "--steps", "2").Done();
        ElboCommand.Run(Path.GetTempPath(), "evaluate", run).Done();
    }

    [Fact]
    public void Without_out_each_run_is_a_new_folder_under_runs()
    {
        string[] words = ["train", "--data", "data", "--set", "data.validation=40", "--set", "training.batch=32", "--steps", "2", "--quiet"];
        string first = place.Elbo(words).Done().LastLine, second = place.Elbo(words).Done().LastLine;
        Assert.NotEqual(first, second);
        foreach (string run in new[] { first, second })
        {
            Assert.Equal("runs", Path.GetDirectoryName(run));
            Assert.True(File.Exists(Path.Combine(place[run], "recipe.json")));
        }
    }

    [Fact]
    public void Off_a_terminal_there_is_one_plain_line_an_epoch_on_standard_error()
    {
        var outcome = place.Train("plain", "--epochs", "3").Done();
        Assert.Equal(3, outcome.Errors.Split('\n').Count(line => line.StartsWith("epoch ", StringComparison.Ordinal)));
        Assert.DoesNotContain('\e', outcome.Output + outcome.Errors);
    }

    [Theory]
    [InlineData("train", 200)]
    [InlineData("validation", 40)]
    [InlineData("test", 60)]
    public void Each_split_is_evaluated_whole(string split, int images)
    {
        using var document = JsonDocument.Parse(place.Elbo("evaluate", place.FinishedRun, "--json", "--split", split).Done().Output);
        Assert.Equal(images, document.RootElement.GetProperty("images").GetInt32());
        Assert.Equal(split, document.RootElement.GetProperty("split").GetString());
    }

    [Fact]
    public void The_seed_decides_the_draws_of_an_evaluation_and_the_threads_do_not()
    {
        string one = Evaluate("5", "1");
        Assert.Equal(one, Evaluate("5", "3"));
        Assert.NotEqual(one, Evaluate("6", "1"));
    }

    [Theory]
    [InlineData("train", "--threads", "0")]
    [InlineData("evaluate", "run", "--threads", "-1")]
    [InlineData("bench", "--threads", "5000")]
    public void A_number_of_threads_that_cannot_be_is_bad_usage(params string[] words) => place.Elbo(words).Refused(2, "--threads", "1024", words[^1]);

    [Fact]
    public void A_folder_of_data_is_described()
    {
        string table = place.Elbo("data", "info", "data").Done().Output;
        Assert.Contains("220, 20, 60", table, StringComparison.Ordinal);
        Assert.Contains("1×8×8", table, StringComparison.Ordinal);
        Assert.Contains(place["data"], table, StringComparison.Ordinal);
    }

    [Fact]
    public void Figures_of_a_finished_run_are_drawn_again_by_resuming()
    {
        string run = place.CopyOfRun("redrawn");
        File.Delete(place["redrawn/figures/samples.png"]);
        place.Elbo("train", run, "--resume", "--quiet").Done();
        Assert.True(File.Exists(place["redrawn/figures/samples.png"]));
    }

    private string Evaluate(string seed, string threads) =>
        place.Elbo("evaluate", place.FinishedRun, "--json", "--seed", seed, "--threads", threads).Done().Output;
}
