using System.Net;
using Elbo.Explorer.Answers;
using Elbo.Explorer.Endpoints;
using Elbo.Explorer.Runs;
using Elbo.Explorer.Safety;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Elbo.Explorer;

/// <summary>Serves the page over one run or a folder of them, until it is disposed of.</summary>
internal sealed class ExplorerServer : IAsyncDisposable
{
    private const long LargestBody = 9L << 20;
    private const int MostConnections = 1024;
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);

    private readonly WebApplication app;
    private readonly Explored explored;

    private ExplorerServer(WebApplication app, Explored explored, Uri address) => (this.app, this.explored, Address) = (app, explored, address);

    /// <summary>Where the page is, with the token where one is demanded.</summary>
    public Uri Address { get; }

    /// <summary>Begins to serve.</summary>
    /// <exception cref="ElboException">There is no run at the path, or the address cannot be listened on.</exception>
    public static async Task<ExplorerServer> StartAsync(ExplorerOptions options, CancellationToken cancellation = default)
    {
        var endpoint = new IPEndPoint(await ListeningAddress.Of(options.Host, cancellation).ConfigureAwait(false), options.Port);
        var catalogue = RunCatalogue.Open(options);
        // Empty: no settings of the environment or of files in the working folder may open another address.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Limit(kestrel, endpoint));
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = Farewell);
        var app = builder.Build();
        var explored = new Explored(catalogue, new WebAssets(), app.Lifetime.ApplicationStopping);
        try
        {
            var token = options.Host is null ? null : new Token();
            var gate = new Gate(token);
            app.Use(new ErrorAnswers(options.Warn).Invoke);
            app.Use(gate.Invoke);
            MapAll(app, explored);
            await Listen(app, endpoint, cancellation).ConfigureAwait(false);
            int port = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()).Port;
            gate.Hosts = new HostRule(port, options.Host);
            string shown = options.Host is null ? "127.0.0.1" : ListeningAddress.Shown(options.Host);
            return new ExplorerServer(app, explored, new Uri($"http://{shown}:{port}/{(token is null ? "" : $"?token={token.Text}")}"));
        }
        catch
        {
            await app.DisposeAsync().ConfigureAwait(false);
            explored.Dispose();
            throw;
        }
    }

    /// <summary>Ends all streams and answers, and frees the models.</summary>
    public async ValueTask DisposeAsync()
    {
        explored.Catalogue.Stop();
        await app.StopAsync().ConfigureAwait(false);
        await app.DisposeAsync().ConfigureAwait(false);
        explored.Dispose();
    }

    private static void Limit(KestrelServerOptions kestrel, IPEndPoint endpoint)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = LargestBody;
        kestrel.Limits.MaxConcurrentConnections = MostConnections;
        kestrel.Listen(endpoint, listen => listen.Protocols = HttpProtocols.Http1);
    }

    private static void MapAll(WebApplication app, Explored explored)
    {
        PageEndpoints.Map(app, explored);
        RunEndpoints.Map(app, explored);
        DecodeEndpoint.Map(app, explored);
        PlaneEndpoints.Map(app, explored);
        PointEndpoints.Map(app, explored);
        EncodeEndpoint.Map(app, explored);
        MorphEndpoint.Map(app, explored);
        CodeEndpoints.Map(app, explored);
        EventEndpoint.Map(app, explored);
        FigureEndpoints.Map(app, explored);
    }

    private static async Task Listen(WebApplication app, IPEndPoint endpoint, CancellationToken cancellation)
    {
        try
        {
            await app.StartAsync(cancellation).ConfigureAwait(false);
        }
        catch (IOException cause)
        {
            throw new ElboException($"Port {endpoint.Port} of {endpoint.Address} is in use by another program; choose another with --port, or 0 for any that is free.", cause);
        }
        catch (System.Net.Sockets.SocketException cause)
        {
            throw new ElboException($"{endpoint.Address}:{endpoint.Port} cannot be listened on ({cause.Message.TrimEnd('.')}); choose another --host or --port.", cause);
        }
    }
}
