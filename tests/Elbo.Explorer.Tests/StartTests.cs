using System.Net;

namespace Elbo.Explorer.Tests;

public sealed class StartTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("elbo-start-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("")]
    [InlineData("none")]
    public async Task A_folder_without_runs_is_told(string name)
    {
        var error = await Assert.ThrowsAsync<ElboException>(() => Start(Path.Combine(folder, name)));
        Assert.EndsWith(".", error.Message);
    }

    [Fact]
    public async Task An_address_of_no_machine_is_told() =>
        Assert.Contains("--host", (await Assert.ThrowsAsync<SettingException>(() => ExplorerServer.StartAsync(new ExplorerOptions { Path = folder, Port = 0, Host = "no host" }))).Message);

    [Fact]
    public async Task A_run_in_a_folders_folder_is_found_and_one_alone_has_its_own_name()
    {
        string data = TinyRun.WriteBars(Path.Combine(folder, "bars"));
        string run = TinyRun.Train(Path.Combine(folder, "runs", "sweep"), "a run", data);
        await using (var all = await Start(Path.Combine(folder, "runs")))
        {
            using var visitor = new Visitor(all.Address);
            Assert.Equal("sweep/a run", (await visitor.Json("/api/runs"))[0].GetProperty("id").GetString());
            Assert.Equal("sweep/a run", (await visitor.Json("/api/runs/sweep%2Fa%20run")).GetProperty("name").GetString());
        }
        await using var one = await Start(run + "/");
        using var other = new Visitor(one.Address);
        Assert.Equal("a run", (await other.Json("/api/runs"))[0].GetProperty("id").GetString());
        Assert.Equal(HttpStatusCode.OK, (await other.Client.GetAsync("/api/runs/a%20run/random")).StatusCode);
    }

    [Fact]
    public async Task A_run_on_a_table_is_refused_alone_and_named_in_a_list()
    {
        string run = TinyRun.TrainTable(Path.Combine(folder, "runs"), "rows");
        Assert.Contains("trained on a table", (await Assert.ThrowsAsync<ElboException>(() => Start(run))).Message);
        await using var all = await Start(Path.Combine(folder, "runs"));
        using var visitor = new Visitor(all.Address);
        Assert.Contains("trained on a table", (await visitor.Json("/api/runs"))[0].GetProperty("damaged").GetString());
        foreach (string what in new[] { "", "/thumbnail", "/random" })
        {
            using var answer = await visitor.Client.GetAsync("/api/runs/rows" + what);
            Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
            Assert.Contains("trained on a table", await answer.Content.ReadAsStringAsync());
        }
    }

    private static Task<ExplorerServer> Start(string path) => ExplorerServer.StartAsync(new ExplorerOptions { Path = path, Port = 0, Threads = 1 });
}
