using Microsoft.Playwright;

namespace Elbo.Browser.Tests.Explorer;

[Collection(ExplorerCollection.Name)]
public sealed class StreamTests(Chromium chromium, ExploredRuns runs)
{
    [ChromiumFact]
    public async Task A_page_that_is_not_seen_and_a_run_that_is_finished_hold_no_connection()
    {
        await using var visit = await ExplorerVisit.Open(chromium, runs.Address, $"#run={ExploredRuns.Digits}", before: Streams.Watch);
        await visit.Until("document.querySelector('#badge').textContent === 'finished' && window.streams.size === 0");
        await visit.Value<bool>("(window.seen(false), window.seen(true), true)");
        Assert.Equal(2, await visit.Value<int>("window.made.length"));
        await visit.Value<bool>("(window.seen(false), true)");
        Assert.Equal(0, await visit.Value<int>("window.streams.size"));
        visit.HadNothingToComplainOf();
    }

    [ChromiumFact]
    public async Task A_stream_that_the_server_refuses_is_asked_for_again_while_the_page_is_seen()
    {
        bool refuse = true;
        await using var visit = await ExplorerVisit.OpenRun(chromium, runs.Address, ExploredRuns.Digits, before: async page =>
        {
            await Streams.Watch(page);
            await page.RouteAsync("**/events", route => Volatile.Read(ref refuse) ? route.FulfillAsync(new() { Status = 503 }) : route.ContinueAsync());
        });
        await visit.Until("window.made.length > 1");
        int made = await visit.Value<int>("(window.seen(false), window.made.length)");
        await Task.Delay(3500);
        Assert.Equal((made, 0), (await visit.Value<int>("window.made.length"), await visit.Value<int>("window.streams.size")));
        Volatile.Write(ref refuse, false);
        await visit.Value<bool>("(window.seen(true), true)");
        await Assertions.Expect(visit.Page.Locator("#badge")).ToHaveTextAsync("finished");
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
