using Microsoft.Playwright;

namespace Elbo.Browser.Tests.Explorer;

[Collection(ExplorerCollection.Name)]
public sealed class NewerWeightsTests(Chromium chromium, ExploredRuns runs)
{
    [ChromiumFact]
    public async Task The_plane_takes_the_codes_of_every_newer_checkpoint_and_a_map_by_tsne_can_still_be_dragged_over()
    {
        await using var live = new LiveRun(runs.DigitFolder, epochs: 4);
        live.Gate.Open(1);
        await live.Held(2);
        await using var server = await ExploredRuns.Serve(live.Path);
        await using var visit = await ExplorerVisit.OpenRun(chromium, server.Address, "live", "&axes=tsne");
        await visit.Until("!document.querySelector('.stage').hasAttribute('aria-busy')");
        string before = (await visit.Page.Locator(".stage").GetAttributeAsync("data-checkpoint"))!;
        live.Gate.Open(1);
        await visit.Until($"!document.querySelector('.stage').hasAttribute('aria-busy') && document.querySelector('.stage').dataset.checkpoint > {before}");
        var box = (await visit.Plane.BoundingBoxAsync())!;
        float[] start = await visit.Code();
        await visit.Drawn(async () =>
        {
            await visit.Page.Mouse.MoveAsync(box.X + (box.Width / 2), box.Y + (box.Height / 2));
            await visit.Page.Mouse.DownAsync();
            await visit.Page.Mouse.MoveAsync(box.X + (box.Width * 0.6f), box.Y + (box.Height * 0.6f), new() { Steps = 5 });
            await visit.Page.Mouse.UpAsync();
        });
        Assert.NotEqual(start, await visit.Code());
        Assert.Equal("", await visit.Page.Locator("#told.problem").CountAsync() > 0 ? await visit.Page.Locator("#told").TextContentAsync() : "");
        visit.HadNothingToComplainOf();
    }

    [ChromiumFact]
    public async Task A_run_that_is_opened_before_its_first_checkpoint_shows_that_it_trains_and_opens_by_itself()
    {
        await using var live = new LiveRun(runs.DigitFolder, epochs: 3);
        await live.Held(1);
        await using var server = await ExploredRuns.Serve(live.Path);
        await using var visit = await ExplorerVisit.Open(chromium, server.Address, "#run=live");
        await Assertions.Expect(visit.Page.Locator("main .wait")).ToContainTextAsync("opens by itself");
        await Assertions.Expect(visit.Page.Locator("#badge")).ToContainTextAsync("training");
        live.Gate.Open(2);
        await visit.Until("document.querySelector('.stage')?.dataset.points > 0");
        await Assertions.Expect(visit.Page.Locator(".slider input").First).ToBeVisibleAsync();
        visit.HadNothingToComplainOf();
    }
}
