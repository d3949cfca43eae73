using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Elbo.Browser.Tests.Explorer;

/// <summary>Answers about a run's newer weights that come too late, or in another order.</summary>
[Collection(ExplorerCollection.Name)]
public sealed class LateWeightsTests(Chromium chromium, ExploredRuns runs)
{
    private const string Details = "**/api/runs/digits";

    [ChromiumTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_look_that_fails_when_nobody_waits_for_it_any_longer_is_not_told(bool leaves)
    {
        await using var visit = await Streams.OpenRun(chromium, runs.Address, ExploredRuns.Digits);
        var late = new TaskCompletionSource();
        int asked = 0;
        await visit.Page.RouteAsync(Details, async route =>
        {
            bool first = Interlocked.Increment(ref asked) == 1;
            if (first) await Patience.Within(late.Task);
            await (first ? route.FulfillAsync(new() { Status = 503, ContentType = "application/json", Body = "{\"error\":\"Ask again.\"}" }) : route.ContinueAsync());
        });
        await visit.Page.RunAndWaitForRequestAsync(() => visit.TellCheckpoint(1001), Details);
        await (leaves
            ? visit.Page.RunAndWaitForResponseAsync(() => visit.Page.Locator("#home").ClickAsync(), "**/api/runs")
            : visit.Page.RunAndWaitForResponseAsync(() => visit.TellCheckpoint(1002), Details));
        await visit.Page.RunAndWaitForResponseAsync(() => Task.Run(late.SetResult), answer => answer.Status == 503);
        await Task.Delay(300);
        Assert.Equal("", await visit.Page.Locator("#told").TextContentAsync());
    }

    [ChromiumFact]
    public async Task An_answer_about_older_weights_is_not_taken_after_one_about_newer()
    {
        await using var visit = await Streams.OpenRun(chromium, runs.Address, ExploredRuns.Digits);
        var late = new TaskCompletionSource();
        int asked = 0;
        await visit.Page.RouteAsync(Details, async route =>
        {
            int mine = Interlocked.Increment(ref asked);
            if (mine == 1) await Patience.Within(late.Task);
            await Changed(route, "checkpoint", 1000 + mine);
        });
        await visit.Page.RunAndWaitForRequestAsync(() => visit.TellCheckpoint(1001), Details);
        await visit.TellCheckpoint(1002);
        await visit.Until("document.querySelector('.stage').dataset.checkpoint === '1002'");
        await visit.Page.RunAndWaitForResponseAsync(() => Task.Run(late.SetResult), Details);
        await Task.Delay(300);
        await visit.Page.RunAndWaitForResponseAsync(() => visit.Page.GetByLabel("Plane", new() { Exact = true }).SelectOptionAsync("pca"), "**/plane?*");
        await visit.Until("!document.querySelector('.stage').hasAttribute('aria-busy')");
        Assert.Equal("1002", await visit.Page.Locator(".stage").GetAttributeAsync("data-checkpoint"));
        visit.HadNothingToComplainOf();
    }

    [ChromiumFact]
    public async Task Of_weights_that_come_fast_the_newest_figures_of_the_chosen_picture_are_shown()
    {
        await using var visit = await Streams.OpenRun(chromium, runs.Address, ExploredRuns.Digits, "&point=3");
        await Assertions.Expect(visit.Page.Locator(".point")).ToBeVisibleAsync();
        TaskCompletionSource[] late = [new(), new()];
        int looks = 0, asked = 0;
        await visit.Page.RouteAsync(Details, route => Changed(route, "checkpoint", 1000 + Interlocked.Increment(ref looks)));
        await visit.Page.RouteAsync("**/points/3", async route =>
        {
            int mine = Interlocked.Increment(ref asked);
            await Patience.Within(late[mine - 1].Task);
            await Changed(route, "kl", 111 * mine);
        });
        for (int checkpoint = 1001; checkpoint <= 1002; checkpoint++) await visit.Page.RunAndWaitForRequestAsync(() => visit.TellCheckpoint(checkpoint), "**/points/3");
        foreach (var one in late) await visit.Page.RunAndWaitForResponseAsync(() => Task.Run(one.SetResult), "**/points/3");
        await Assertions.Expect(visit.Page.Locator(".point p")).ToContainTextAsync("KL 222.0");
        visit.HadNothingToComplainOf();
    }

    /// <summary>The server's own answer with another number under its first such name.</summary>
    private static async Task Changed(IRoute route, string name, int number)
    {
        string answer = await (await route.FetchAsync()).TextAsync();
        await route.FulfillAsync(new() { ContentType = "application/json", Body = new Regex($"\"{name}\":[^,}}]+").Replace(answer, $"\"{name}\":{number}", 1) });
    }
}
