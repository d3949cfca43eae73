using Elbo.Explorer.Requests;
using Elbo.Explorer.Runs;
using Microsoft.AspNetCore.Http;

namespace Elbo.Explorer;

/// <summary>What all endpoints share.</summary>
/// <param name="Catalogue">The runs.</param>
/// <param name="Assets">The page's files.</param>
/// <param name="Stopping">Cancelled when the server ends, for answers that would go on.</param>
internal sealed record Explored(RunCatalogue Catalogue, WebAssets Assets, CancellationToken Stopping) : IDisposable
{
    private const int HeavyAtOnce = 2, HeavyWaiting = 32, MostStreams = 64, SheetsAtOnce = 2;

    /// <summary>Turns for pictures that come in and moving pictures that go out.</summary>
    public Turns Heavy { get; } = new(HeavyAtOnce, HeavyWaiting);

    /// <summary>Turns for sheets of samples, for which each run of a folder opens its model.</summary>
    public Turns Sheets { get; } = new(SheetsAtOnce, RunCatalogue.MostRuns);

    /// <summary>Turns for those who follow a training.</summary>
    public Turns Streams { get; } = new(MostStreams, 0);

    /// <summary>The run that a request's path names.</summary>
    /// <exception cref="Problem">There is none.</exception>
    public OpenRun Run(HttpContext context) => Catalogue.Find((string)context.Request.RouteValues["id"]!);

    public void Dispose()
    {
        Catalogue.Dispose();
        Heavy.Dispose();
        Sheets.Dispose();
        Streams.Dispose();
    }
}
