using Elbo.Explorer.Runs;

namespace Elbo.Explorer.Tests;

/// <summary>Which models of a folder stay in memory.</summary>
public sealed class OpenModelsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("elbo-open-").FullName;
    private readonly RunCatalogue catalogue;

    public OpenModelsTests()
    {
        string first = TinyRun.Train(folder, "a", TinyRun.WriteBars(Path.Combine(folder, "bars")));
        foreach (string name in new[] { "b", "c", "d", "e", "f" }) Copy(first, Path.Combine(folder, name));
        catalogue = RunCatalogue.Open(new ExplorerOptions { Path = folder, Threads = 1 });
    }

    public void Dispose()
    {
        catalogue.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Drawing_the_sheets_of_a_list_closes_no_model_that_is_looked_at()
    {
        var stamps = new List<CheckpointStamp>();
        foreach (string id in new[] { "a", "b", "c", "d" }) await Open(id);
        foreach (string id in catalogue.Ids())
        {
            var run = catalogue.Find(id);
            var sheet = await run.Draw(vae => [(byte)vae.Latent], CancellationToken.None);
            Assert.Equal([3], sheet.Png);
            stamps.Add(sheet.Stamp);
        }
        Assert.Equal(6, stamps.Distinct().Count());
        Assert.Equal(["a", "b", "c", "d"], Opened());
    }

    [Fact]
    public async Task Of_many_models_the_four_used_last_stay_and_the_four_that_are_followed_beside_them()
    {
        var followed = catalogue.Find("a");
        followed.Watch();
        foreach (string id in catalogue.Ids()) await Open(id);
        Assert.Equal(["a", "c", "d", "e", "f"], Opened());
        followed.Unwatch();
        await Open("b");
        Assert.Equal(["b", "d", "e", "f"], Opened());
    }

    [Fact]
    public async Task Followed_models_take_no_place_from_two_that_are_compared()
    {
        foreach (string id in new[] { "a", "b", "c" })
        {
            catalogue.Find(id).Watch();
            await Open(id);
        }
        await Open("d");
        await Open("e");
        Assert.Equal(["a", "b", "c", "d", "e"], Opened());
    }

    private IEnumerable<string> Opened() => catalogue.Ids().Where(id => catalogue.Find(id).IsOpen);

    private async Task Open(string id)
    {
        (await catalogue.Find(id).Enter(CancellationToken.None)).Dispose();
        // The next is used later by the machine's clock.
        await Task.Delay(30);
    }

    private static void Copy(string from, string to)
    {
        foreach (string file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
