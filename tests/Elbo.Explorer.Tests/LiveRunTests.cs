using System.Net;
using System.Text;
using System.Text.Json;
using Elbo.Runs;

namespace Elbo.Explorer.Tests;

/// <summary>A run that changes while it is looked at.</summary>
public sealed class LiveRunTests : IAsyncLifetime, IDisposable
{
    private const string Api = "/api/runs/live";

    private readonly string folder = Directory.CreateTempSubdirectory("elbo-live-").FullName;
    private string data = "", run = "";
    private ExplorerServer server = null!;
    private Visitor visitor = null!;

    public async Task InitializeAsync()
    {
        data = TinyRun.WriteBars(Path.Combine(folder, "bars"));
        run = TinyRun.Train(folder, "live", data);
        server = await ExplorerServer.StartAsync(new ExplorerOptions { Path = run, Port = 0, Threads = 1 });
        visitor = new Visitor(server.Address);
    }

    public void Dispose() => visitor.Dispose();

    public async Task DisposeAsync()
    {
        await server.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_newer_checkpoint_is_taken_and_a_damaged_one_left()
    {
        byte[] before = await Picture();
        string newest = RunDirectory.Open(run).Checkpoints.List()[0].Path;
        string better = TinyRun.Train(folder, "better", data, "seed=7");
        File.Copy(RunDirectory.Open(better).Checkpoints.List()[0].Path, Path.Combine(run, "checkpoints", "step-000900000.safetensors"));
        byte[] after = await Eventually(Picture, picture => !picture.SequenceEqual(before));
        File.WriteAllBytes(Path.Combine(run, "checkpoints", "step-000900001.safetensors"), File.ReadAllBytes(newest)[..500]);
        await Task.Delay(1200);
        Assert.Equal(after, await Picture());
    }

    [Fact]
    public async Task A_run_that_is_deleted_gives_a_sentence_and_the_server_lives()
    {
        await Picture();
        string[] events = [await Events(_ => Directory.Delete(run, recursive: true), "gone")];
        Assert.Contains("is gone", events[0]);
        var answer = await Eventually(() => visitor.Send($"{Api}/decode", "{\"codes\":[[0,0,0]]}"), answer => answer.StatusCode != HttpStatusCode.OK);
        Assert.Contains("gone", await Visitor.Refused(answer, HttpStatusCode.NotFound));
        Assert.Contains("gone", (await visitor.Json("/api/runs"))[0].GetProperty("damaged").GetString());
    }

    [Fact]
    public async Task Without_its_test_set_a_run_still_decodes_and_says_what_is_missing()
    {
        Directory.Delete(data, recursive: true);
        var details = await visitor.Json(Api);
        Assert.Contains("There is no folder", details.GetProperty("test").GetProperty("missing").GetString());
        Assert.Equal(0, details.GetProperty("test").GetProperty("count").GetInt32());
        Assert.Equal(["latents"], details.GetProperty("axes").EnumerateArray().Select(axes => axes.GetString()));
        Assert.Equal(3, details.GetProperty("dimensions").GetArrayLength());
        Assert.Equal(64, (await Picture()).Length);
        await visitor.Post($"{Api}/place", "{\"axes\":\"latents\",\"at\":[0,1],\"code\":[0,0,0]}");
        foreach (string path in new[] { "/plane", "/plane?axes=pca", "/plane?axes=tsne", "/points/0", "/points/0/picture", "/means" })
            Assert.Contains("There is no folder", await visitor.Refused(Api + path, HttpStatusCode.Conflict));
        var encoded = await visitor.Upload($"{Api}/encode", await visitor.Bytes($"{Api}/thumbnail"));
        Assert.Equal(HttpStatusCode.OK, encoded.StatusCode);
        Assert.Equal(JsonValueKind.Null, Visitor.Parse(await encoded.Content.ReadAsByteArrayAsync()).GetProperty("percentile").ValueKind);
    }

    [Fact]
    public async Task A_run_without_a_checkpoint_says_so()
    {
        foreach (string file in Directory.GetFiles(Path.Combine(run, "checkpoints"))) File.Delete(file);
        Assert.Contains("no checkpoint", await visitor.RefusedPost($"{Api}/decode", "{\"codes\":[[0,0,0]]}", HttpStatusCode.Conflict));
        Assert.Contains("no checkpoint", (await visitor.Json("/api/runs"))[0].GetProperty("damaged").GetString());
        using var trained = RunDirectory.Open(run).Lock();
        string told = await visitor.Refused(Api, HttpStatusCode.Conflict);
        Assert.Contains("the first one is to come", told);
        Assert.DoesNotContain("--resume", told);
    }

    [Fact]
    public async Task A_damaged_recipe_is_told_and_nothing_ends()
    {
        File.WriteAllText(Path.Combine(run, "recipe.json"), "{");
        Assert.NotNull((await visitor.Json("/api/runs"))[0].GetProperty("damaged").GetString());
        await visitor.Refused(Api, HttpStatusCode.Conflict);
        Assert.Equal(HttpStatusCode.OK, (await visitor.Client.GetAsync("/")).StatusCode);
    }

    [Fact]
    public async Task A_training_is_told_as_it_goes_on()
    {
        var open = RunDirectory.Open(run);
        var last = open.Metrics.Read()[^1];
        using var trained = open.Lock();
        Assert.Equal("training", (await visitor.Json(Api)).GetProperty("state").GetString());
        string told = await Events(_ => open.Metrics.Append(last with { Epoch = 3, Step = last.Step + 8, Loss = double.NaN }), "epoch");
        string[] blocks = told.Split("\n\n");
        Assert.StartsWith("event: history\ndata: [{\"epoch\":1,", blocks[0]);
        Assert.Contains($"{{\"state\":\"training\",\"step\":{last.Step},", blocks[1]);
        string epoch = blocks.Single(block => block.StartsWith("event: epoch", StringComparison.Ordinal));
        var row = Visitor.Parse(Encoding.UTF8.GetBytes(epoch.Split("data: ")[1]));
        Assert.Equal(3, row.GetProperty("epoch").GetInt32());
        Assert.Equal(JsonValueKind.Null, row.GetProperty("loss").ValueKind);
    }

    [Fact]
    public async Task Rows_are_told_while_the_newest_checkpoint_cannot_be_read()
    {
        var open = RunDirectory.Open(run);
        var last = open.Metrics.Read()[^1];
        string told = await Events(_ =>
        {
            File.WriteAllText(Path.Combine(run, "checkpoints", "step-000900001.safetensors"), "half");
            open.Metrics.Append(last with { Epoch = 3, Step = last.Step + 8 });
        }, "epoch");
        Assert.Contains("event: epoch\ndata: {\"epoch\":3,", told);
    }

    [Fact]
    public async Task A_server_that_ends_ends_its_streams()
    {
        using var answer = await visitor.Client.GetAsync($"{Api}/events", HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync());
        Assert.Equal("event: history", await reader.ReadLineAsync());
        var ending = server.DisposeAsync().AsTask();
        Assert.Same(ending, await Task.WhenAny(ending, Task.Delay(TimeSpan.FromSeconds(60))));
    }

    [Fact]
    public async Task Figures_are_listed_and_nothing_outside_their_folder_is_served()
    {
        string figures = Path.Combine(run, "figures");
        Directory.CreateDirectory(Path.Combine(figures, "epochs"));
        File.WriteAllText(Path.Combine(figures, "epochs", "0012-a b.svg"), "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
        File.WriteAllText(Path.Combine(figures, "notes.txt"), "no picture");
        if (!OperatingSystem.IsWindows()) File.CreateSymbolicLink(Path.Combine(figures, "link.png"), Path.Combine(run, "recipe.json"));
        var listed = Assert.Single((await visitor.Json($"{Api}/figures")).EnumerateArray());
        Assert.Equal(("epochs/0012-a b.svg", 12), (listed.GetProperty("name").GetString(), listed.GetProperty("epoch").GetInt32()));
        var drawing = await visitor.Client.GetAsync(listed.GetProperty("url").GetString());
        Assert.Equal((HttpStatusCode.OK, "image/svg+xml"), (drawing.StatusCode, drawing.Content.Headers.ContentType!.MediaType));
        Assert.Contains("sandbox", Assert.Single(drawing.Headers.GetValues("Content-Security-Policy")));
        foreach (string name in new[] { "notes.txt", "link.png", "..%2frecipe.json", "epochs%2f..%2f..%2frecipe.json", "%2fetc%2fpasswd", "none.png" })
            Assert.NotEqual(HttpStatusCode.OK, (await visitor.Client.GetAsync($"{Api}/figures/{name}")).StatusCode);
    }

    [Fact]
    public async Task Of_very_many_figures_the_newest_are_listed()
    {
        string epochs = Directory.CreateDirectory(Path.Combine(run, "figures", "epochs")).FullName;
        for (int i = 0; i < 2002; i++) File.WriteAllBytes(Path.Combine(epochs, $"{i:D4}-a.png"), []);
        foreach (int old in new[] { 0, 2001 }) File.SetLastWriteTimeUtc(Path.Combine(epochs, $"{old:D4}-a.png"), new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        string?[] names = [.. (await visitor.Json($"{Api}/figures")).EnumerateArray().Select(figure => figure.GetProperty("name").GetString())];
        Assert.Equal(Enumerable.Range(1, 2000).Select(i => $"epochs/{i:D4}-a.png"), names);
    }

    [Fact]
    public async Task A_training_that_begins_while_a_run_is_looked_at_waits_for_the_look_to_end()
    {
        var open = RunDirectory.Open(run);
        open.Lock().Dispose();
        var look = new FileStream(Path.Combine(run, "run.lock"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1);
        var ended = new Thread(() =>
        {
            Thread.Sleep(5);
            look.Dispose();
        });
        ended.Start();
        using (var taken = open.Lock()) Assert.Equal("training", (await visitor.Json(Api)).GetProperty("state").GetString());
        ended.Join();
        using var first = open.Lock();
        Assert.Contains("in use", Assert.Throws<ElboException>(open.Lock).Message);
    }

    private Task<byte[]> Picture() => visitor.Post($"{Api}/decode", "{\"codes\":[[0.5,-0.5,1]]}");

    /// <summary>Reads the stream from its beginning, does something as soon as the state is told, and reads on to the end of an event.</summary>
    private async Task<string> Events(Action<string> meanwhile, string until)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var answer = await visitor.Client.GetAsync($"{Api}/events", HttpCompletionOption.ResponseHeadersRead, patience.Token);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType!.MediaType);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(patience.Token));
        var told = new StringBuilder();
        bool acted = false;
        for (string name = ""; ;)
        {
            string? line = await reader.ReadLineAsync(patience.Token);
            if (line is null) return told.ToString();
            told.Append(line).Append('\n');
            if (line.StartsWith("event: ", StringComparison.Ordinal)) name = line["event: ".Length..];
            if (line.Length > 0) continue;
            if (name == until) return told.ToString();
            if (name != "state" || acted) continue;
            acted = true;
            meanwhile(name);
        }
    }

    private static async Task<T> Eventually<T>(Func<Task<T>> ask, Func<T, bool> holds)
    {
        for (int tries = 0; ; tries++)
        {
            var answer = await ask();
            if (holds(answer)) return answer;
            Assert.True(tries < 100, "It did not come.");
            await Task.Delay(100);
        }
    }
}
