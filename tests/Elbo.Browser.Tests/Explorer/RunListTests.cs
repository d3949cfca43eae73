using Microsoft.Playwright;

namespace Elbo.Browser.Tests.Explorer;

[Collection(ExplorerCollection.Name)]
public sealed class RunListTests(Chromium chromium, ExploredRuns runs)
{
    [ChromiumFact]
    public async Task A_folder_shows_its_runs_with_thumbnails_and_opens_one()
    {
        await using var visit = await ExplorerVisit.Open(chromium, runs.Address);
        await Assertions.Expect(visit.Page.Locator(".run")).ToHaveCountAsync(3);
        await visit.Until("[...document.querySelectorAll('.run img')].every(image => image.complete && image.naturalWidth > 0 && image.alt)");
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = ExploredRuns.Labelled }).ClickAsync();
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(ExploredRuns.Labelled);
        await visit.Until("document.querySelector('.stage')?.dataset.points > 0");
        await visit.Page.Locator("#home").ClickAsync();
        await Assertions.Expect(visit.Page.Locator(".run")).ToHaveCountAsync(3);
        visit.HadNothingToComplainOf();
    }

    [ChromiumFact]
    public async Task Two_runs_are_compared_side_by_side()
    {
        await using var visit = await ExplorerVisit.Open(chromium, runs.Address);
        await visit.Page.Locator(".run", new() { HasText = ExploredRuns.Faces }).GetByLabel("compare").CheckAsync();
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Button, new() { Name = "Compare two" })).ToBeDisabledAsync();
        await visit.Page.Locator(".run", new() { HasText = ExploredRuns.Labelled }).GetByLabel("compare").CheckAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Compare two" }).ClickAsync();
        await Assertions.Expect(visit.Page.Locator(".two section")).ToHaveCountAsync(2);
        await visit.Until("[...document.querySelectorAll('.stage')].every(stage => stage.dataset.points > 0)");
        await visit.Page.Locator(".sheet").Last.ScrollIntoViewIfNeededAsync();
        await visit.Until("document.querySelectorAll('.curves polyline').length === 2 && document.querySelectorAll('.strip img, img.sheet').length === 2 * 17 && [...document.querySelectorAll('.strip img, img.sheet')].every(image => image.complete && image.naturalWidth > 0)");
        await Assertions.Expect(visit.Page.Locator("thead")).ToContainTextAsync(ExploredRuns.Labelled);
        visit.HadNothingToComplainOf();
    }

    [ChromiumFact]
    public async Task A_single_run_opens_at_once()
    {
        await using var server = await ExploredRuns.Serve(runs.RunFolder(ExploredRuns.Digits));
        await using var visit = await ExplorerVisit.Open(chromium, server.Address);
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(ExploredRuns.Digits);
        await visit.Until("document.querySelector('.stage')?.dataset.points > 0");
        visit.HadNothingToComplainOf();
    }

    [ChromiumFact]
    public async Task A_server_that_has_ended_is_told_of()
    {
        var server = await ExploredRuns.Serve(runs.RunFolder(ExploredRuns.Digits));
        await using var visit = await ExplorerVisit.OpenRun(chromium, server.Address, ExploredRuns.Digits);
        await server.DisposeAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Random" }).First.ClickAsync();
        await Assertions.Expect(visit.Page.Locator("#told.problem")).ToHaveTextAsync("The server does not answer: see whether elbo explore still runs.");
    }

    [ChromiumFact]
    public async Task A_link_to_a_run_that_is_not_there_says_so()
    {
        await using var visit = await ExplorerVisit.Open(chromium, runs.Address, "#run=gone");
        await Assertions.Expect(visit.Page.Locator("main .problem")).ToHaveTextAsync("There is no run gone here: go back to the list of runs.");
        visit.HadNothingToComplainOf();
    }
}
