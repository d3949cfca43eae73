using Microsoft.Playwright;

namespace Elbo.Browser.Tests.Explorer;

[Collection(ExplorerCollection.Name)]
public sealed class StreamTests(Chromium chromium, ExploredRuns runs)
{
    // Streams that are open, and a page whose tab the test hides.
    private const string Watch = """
        window.streams = new Set();
        const Real = EventSource;
        window.EventSource = class extends Real {
          constructor(address) { super(address); window.streams.add(this); }
          close() { super.close(); window.streams.delete(this); }
        };
        window.seen = shown => {
          Object.defineProperty(document, 'hidden', { configurable: true, get: () => !shown });
          document.dispatchEvent(new Event('visibilitychange'));
        };
        """;

    [ChromiumFact]
    public async Task A_page_that_is_not_seen_and_a_run_that_is_finished_hold_no_connection()
    {
        await using var visit = await ExplorerVisit.Open(chromium, runs.Address, $"#run={ExploredRuns.Digits}", before: page => page.AddInitScriptAsync(Watch));
        await visit.Until("document.querySelector('#badge').textContent === 'finished' && window.streams.size === 0");
        await visit.Value<bool>("(window.seen(false), window.seen(true), true)");
        Assert.Equal(1, await visit.Value<int>("window.streams.size"));
        await visit.Value<bool>("(window.seen(false), true)");
        Assert.Equal(0, await visit.Value<int>("window.streams.size"));
        visit.HadNothingToComplainOf();
    }

    [ChromiumFact]
    public async Task A_server_that_no_longer_answers_is_told_of_beside_the_name()
    {
        await using var live = new LiveRun(runs.DigitFolder, epochs: 3);
        live.Gate.Open(1);
        await live.Held(2);
        var server = await ExploredRuns.Serve(live.Path);
        await using var visit = await ExplorerVisit.OpenRun(chromium, server.Address, "live");
        await Assertions.Expect(visit.Page.Locator("#badge")).ToContainTextAsync("training");
        await server.DisposeAsync();
        await Assertions.Expect(visit.Page.Locator("#badge")).ToHaveTextAsync("no answer");
    }
}
