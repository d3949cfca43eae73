using Elbo.Data;
using Elbo.Recipes;
using Elbo.Runs;
using Elbo.Training;

namespace Elbo.Explorer.Tests.Export;

public sealed class ExportEndpointTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("elbo-export-").FullName;

    [Fact]
    public async Task A_run_is_downloaded_as_a_page_even_where_its_data_are_gone()
    {
        var recipe = RecipeBook.Get("digits").With([
            "data.name=nowhere/at/all", "data.validation=32", "model.encoder.*.units=8", "model.decoder.*.units=8", "training.steps=4", "training.batch=32", "training.pictureEpochs=null"]);
        var run = RunDirectory.Create(Path.Combine(folder, "a run & more"), recipe);
        using (var trainer = new Trainer(recipe, DrawnDigits.Create(train: 96, validation: 32, test: 32), run, threads: 1)) trainer.Run();
        await using var server = await ExplorerServer.StartAsync(new ExplorerOptions { Path = run.Path, Port = 0, Threads = 1 });
        using var client = new HttpClient { BaseAddress = server.Address };
        using var answer = await client.GetAsync("/api/runs/a%20run%20%26%20more/export.html");
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        Assert.Equal("text/html; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        Assert.Equal("attachment; filename*=UTF-8''a%20run%20%26%20more.html", answer.Content.Headers.GetValues("Content-Disposition").Single());
        string page = await answer.Content.ReadAsStringAsync();
        Assert.Contains("<title>a run &amp; more · Elbo</title>", page);
        Assert.EndsWith("</html>\n", page);
        Assert.DoesNotContain("\"scatter\"", page);
        using var unknown = await client.GetAsync("/api/runs/other/export.html");
        Assert.Equal(404, (int)unknown.StatusCode);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
