using System.Text.Json;

namespace Elbo.Cli.Tests;

public sealed class EvaluateTests : IDisposable
{
    private readonly Workshop workshop = new();

    public void Dispose() => workshop.Dispose();

    [Fact]
    public async Task Json_is_one_document_and_nothing_else()
    {
        string run = await workshop.Trained("run");
        var outcome = (await ElboCommand.Run("evaluate", run, "--json")).Done();
        using var document = JsonDocument.Parse(outcome.Output);
        var root = document.RootElement;
        double elbo = Number(root, "elbo"), reconstruction = Number(root, "reconstruction"), kl = Number(root, "kl");
        Assert.True(reconstruction > 0 && kl > 0);
        Assert.Equal(-(reconstruction + kl), elbo, 1e-9);
        Assert.Equal(-elbo / (784 * Math.Log(2)), Number(root, "bitsPerDimension"), 1e-9);
        Assert.Equal(Workshop.Test, Number(root, "images"));
        Assert.Equal("test", root.GetProperty("split").GetString());
    }

    [Theory]
    [InlineData("train", Workshop.Train - Workshop.Validation)]
    [InlineData("validation", Workshop.Validation)]
    [InlineData("test", Workshop.Test)]
    public async Task Each_split_can_be_evaluated(string split, int images)
    {
        string run = await workshop.Trained("run");
        using var document = JsonDocument.Parse((await ElboCommand.Run("evaluate", run, "--json", "--split", split)).Done().Output);
        Assert.Equal(images, Number(document.RootElement, "images"));
        Assert.Equal(split, document.RootElement.GetProperty("split").GetString());
    }

    [Fact]
    public async Task The_seed_decides_the_draws()
    {
        string run = await workshop.Trained("run");
        string one = (await ElboCommand.Run("evaluate", run, "--json", "--seed", "5")).Done().Output;
        string same = (await ElboCommand.Run("evaluate", run, "--json", "--seed", "5", "--threads", "1")).Done().Output;
        string other = (await ElboCommand.Run("evaluate", run, "--json", "--seed", "6")).Done().Output;
        Assert.Equal(one, same);
        Assert.NotEqual(one, other);
    }

    [Fact]
    public async Task People_get_a_table()
    {
        string run = await workshop.Trained("run");
        string table = (await ElboCommand.Run("evaluate", run)).Done().Output;
        Assert.Contains("evidence lower bound", table, StringComparison.Ordinal);
        Assert.Contains($"{Workshop.Test} images", table, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_json_a_failure_leaves_standard_output_empty() =>
        (await ElboCommand.Run("evaluate", workshop.At("nowhere"), "--json")).Refused(1, workshop.At("nowhere"));

    private static double Number(JsonElement root, string key) => root.GetProperty(key).GetDouble();
}
