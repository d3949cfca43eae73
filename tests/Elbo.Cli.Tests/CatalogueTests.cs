using System.Text.Json;
using Elbo.Recipes;

namespace Elbo.Cli.Tests;

/// <summary>Recipes, data sets and benchmarks.</summary>
public sealed class CatalogueTests : IDisposable
{
    private readonly Workshop workshop = new();

    public void Dispose() => workshop.Dispose();

    [Fact]
    public async Task Recipes_lists_every_built_in_recipe()
    {
        string list = (await ElboCommand.Run("recipes")).Done().Output;
        foreach (string name in RecipeBook.Names) Assert.Contains(name, list, StringComparison.Ordinal);
        Assert.Contains($"{RecipeBook.Default} (default)", list, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_prints_the_recipe_as_json()
    {
        string json = (await ElboCommand.Run("recipes", "show", "mlp-latent")).Done().Output;
        Assert.Equal(RecipeBook.Get("mlp-latent"), Recipe.Parse(json));
    }

    [Fact]
    public async Task Data_are_listed_and_found_in_the_shared_folder()
    {
        Directory.CreateDirectory(workshop.At("empty"));
        (string, string)[] none = [("ELBO_DATA", workshop.At("empty")), ("XDG_CACHE_HOME", workshop.At("empty")), ("LOCALAPPDATA", workshop.At("empty"))];
        string missing = (await ElboCommand.RunWith(none, "data", "list")).Done().Output;
        Assert.Contains("built in", missing, StringComparison.Ordinal);
        Directory.Move(workshop.Data, workshop.At("mnist"));
        string found = (await ElboCommand.RunWith([("ELBO_DATA", workshop.Root)], "data", "list")).Done().Output;
        Assert.Contains(workshop.At("mnist"), found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Info_describes_a_name_or_a_folder()
    {
        Assert.Contains("20,000, 2,000, 2,000", (await ElboCommand.Run("data", "info", "digits")).Done().Output, StringComparison.Ordinal);
        string folder = (await ElboCommand.Run("data", "info", workshop.Data)).Done().Output;
        Assert.Contains($"{Workshop.Train}, 0, {Workshop.Test}", folder, StringComparison.Ordinal);
        Assert.Contains("1×28×28", folder, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_built_in_data_set_needs_no_fetching() =>
        Assert.Contains("built in", (await ElboCommand.Run("data", "get", "digits")).Done().Output, StringComparison.Ordinal);

    [UnixFact]
    public async Task Offline_a_download_fails_with_what_to_do()
    {
        // A proxy that nobody serves makes every mirror unreachable.
        (string, string)[] offline = [("HTTPS_PROXY", "http://127.0.0.1:9"), ("NO_PROXY", ""), ("XDG_CACHE_HOME", workshop.At("cache")), ("HOME", workshop.Root)];
        var outcome = await ElboCommand.RunWith(offline, "data", "get", "mnist");
        Assert.Equal(1, outcome.Code);
        Assert.Empty(outcome.Output);
        Assert.Contains("--data DIR", outcome.Error.TrimEnd().Split('\n')[^1], StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bench_gives_an_array_of_timings()
    {
        var outcome = (await ElboCommand.Run("bench", "tanh-small", "--seconds", "0", "--threads", "1", "--json")).Done();
        using var document = JsonDocument.Parse(outcome.Output);
        var timing = Assert.Single(document.RootElement.EnumerateArray());
        Assert.Equal("tanh-small", timing.GetProperty("recipe").GetString());
        Assert.Equal(20, timing.GetProperty("batch").GetInt32());
        double step = timing.GetProperty("stepMilliseconds").GetDouble();
        Assert.True(step > 0 && timing.GetProperty("gflops").GetDouble() > 0 && timing.GetProperty("peakFraction").GetDouble() > 0);
        Assert.Equal(20_000 / step, timing.GetProperty("imagesPerSecond").GetDouble(), 1e-6 * 20_000 / step);
    }
}
