using System.Collections.Concurrent;

namespace Elbo.Explorer.Tests;

/// <summary>A folder of runs and its server: grey bars, the same with labels given to the model, and pictures in colour.</summary>
[CollectionDefinition(Shared)]
public sealed class ServedRuns : IAsyncLifetime, ICollectionFixture<ServedRuns>
{
    /// <summary>The name under which test classes share them.</summary>
    public const string Shared = "served runs";

    private readonly string folder = Directory.CreateTempSubdirectory("elbo-explorer-").FullName;
    private ExplorerServer server = null!;

    public string Runs => Path.Combine(folder, "runs");

    /// <summary>What the server warned of.</summary>
    internal ConcurrentQueue<string> Warnings { get; } = new();

    internal Uri Address => server.Address;

    internal Visitor Visitor { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Environment.SetEnvironmentVariable("ELBO_CACHE", Path.Combine(folder, "cache"));
        string bars = TinyRun.WriteBars(Path.Combine(folder, "bars"));
        TinyRun.Train(Runs, "grey", bars);
        TinyRun.Train(Runs, "classes", bars, "model.condition=label");
        TinyRun.Train(Runs, "colour", TinyRun.WriteColours(Path.Combine(folder, "colours")), "model.likelihood=gaussian", "model.output.activation=sigmoid", "data.size=8");
        Directory.CreateDirectory(Path.Combine(Runs, "no run"));
        server = await ExplorerServer.StartAsync(new ExplorerOptions { Path = Runs, Port = 0, Threads = 1, Warn = Warnings.Enqueue });
        Visitor = new Visitor(server.Address);
    }

    internal static string RunPath(string id) => $"/api/runs/{id}";

    /// <summary>The library's own view of a run.</summary>
    internal Vae Load(string id) => Vae.Load(Path.Combine(Runs, id), threads: 1);

    public async Task DisposeAsync()
    {
        Visitor.Dispose();
        await server.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
