using Microsoft.Playwright;

namespace Elbo.Browser.Tests.Explorer;

[Collection(ExplorerCollection.Name)]
public sealed class MissingDataTests(Chromium chromium, ExploredRuns runs)
{
    private const string Details = "**/api/runs/digits";

    [ChromiumFact]
    public async Task Without_a_test_set_the_plane_says_why_and_two_latents_are_still_dragged_over()
    {
        const string Why = "There is no folder of digits here.";
        await using var visit = await ExplorerVisit.Open(chromium, runs.Address, $"#run={ExploredRuns.Digits}", before: async page =>
        {
            await page.RouteAsync(Details, route => Told(route, $"\"test\":{{\"count\":0,\"labelled\":false,\"missing\":\"{Why}\",\"loading\":false}},\"axes\":[\"latents\"]}}"));
            await page.RouteAsync("**/plane?*", route => route.FulfillAsync(new() { Status = 409, ContentType = "application/json", Body = $"{{\"error\":\"{Why}\"}}" }));
        });
        await Assertions.Expect(visit.Page.Locator(".stage .progress")).ToHaveTextAsync(Why);
        float[] before = await visit.Code();
        var box = (await visit.Plane.BoundingBoxAsync())!;
        await visit.Drawn(() => visit.Page.Mouse.ClickAsync(box.X + (0.7f * box.Width), box.Y + (0.3f * box.Height)));
        Assert.NotEqual(before, await visit.Code());
    }

    [ChromiumFact]
    public async Task While_the_test_set_is_being_read_the_page_asks_again_until_it_is_there()
    {
        int asked = 0;
        var seen = new TaskCompletionSource();
        await using var visit = await ExplorerVisit.Open(chromium, runs.Address, $"#run={ExploredRuns.Digits}", before: page => page.RouteAsync(Details, async route =>
        {
            if (Interlocked.Increment(ref asked) == 1)
            {
                await Told(route, "\"test\":{\"count\":0,\"labelled\":false,\"missing\":\"It is being read.\",\"loading\":true},\"axes\":[\"latents\"]}");
                return;
            }
            await Patience.Within(seen.Task);
            await route.ContinueAsync();
        }));
        var planes = visit.Page.GetByLabel("Plane", new() { Exact = true }).Locator("option");
        await Assertions.Expect(planes).ToHaveCountAsync(1);
        seen.SetResult();
        await Assertions.Expect(planes).ToHaveCountAsync(3);
        await Assertions.Expect(visit.Page.Locator("#facts")).ToContainTextAsync($"{ExploredRuns.TestCount} test pictures");
        visit.HadNothingToComplainOf();
    }

    [ChromiumFact]
    public async Task A_plane_whose_model_the_server_let_go_of_is_asked_for_again()
    {
        int asked = 0;
        await using var visit = await ExplorerVisit.OpenRun(chromium, runs.Address, ExploredRuns.Digits, before: page => page.RouteAsync("**/plane?*", route =>
            Interlocked.Increment(ref asked) > 2 ? route.ContinueAsync() : route.FulfillAsync(new() { Status = 503, ContentType = "application/json", Body = "{\"error\":\"Ask again.\"}" })));
        Assert.Equal(3, asked);
        Assert.Equal("", await visit.Page.Locator("#told").TextContentAsync());
    }

    /// <summary>The server's own answer with another end.</summary>
    private static async Task Told(IRoute route, string end)
    {
        string details = await (await route.FetchAsync()).TextAsync();
        await route.FulfillAsync(new() { ContentType = "application/json", Body = details[..details.IndexOf("\"test\":", StringComparison.Ordinal)] + end });
    }
}
