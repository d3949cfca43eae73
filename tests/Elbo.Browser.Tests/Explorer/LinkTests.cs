using Elbo.Explorer;
using Microsoft.Playwright;

namespace Elbo.Browser.Tests.Explorer;

[Collection(ExplorerCollection.Name)]
public sealed class LinkTests(Chromium chromium, ExploredRuns runs)
{
    [ChromiumFact]
    public async Task A_copied_link_restores_the_view_code_lock_label_tab_and_hidden_labels()
    {
        await using var first = await ExplorerVisit.OpenRun(chromium, runs.Address, ExploredRuns.Labelled, "&x=2&y=0");
        await first.Page.GetByLabel("Label", new() { Exact = true }).SelectOptionAsync("4");
        await first.Drawn(() => first.Page.GetByRole(AriaRole.Button, new() { Name = "Random" }).First.ClickAsync());
        await first.Page.Locator(".lock").Nth(1).ClickAsync();
        await first.Page.Locator(".legend button").Nth(2).ClickAsync();
        await first.Page.GetByRole(AriaRole.Button, new() { Name = "Zoom in" }).ClickAsync();
        await first.Page.GetByRole(AriaRole.Tab, new() { Name = "Morph" }).ClickAsync();
        await first.Page.GetByRole(AriaRole.Button, new() { Name = "From: take" }).ClickAsync();
        await first.Page.GetByRole(AriaRole.Button, new() { Name = "Copy link" }).ClickAsync();
        var link = new Uri(await first.Value<string>("navigator.clipboard.readText()"));

        await using var second = await ExplorerVisit.Open(chromium, runs.Address, link.Fragment);
        await second.Until("document.querySelector('.stage')?.dataset.points > 0");
        await Assertions.Expect(second.Page.GetByRole(AriaRole.Img, new() { Name = "From: picked" })).ToBeVisibleAsync();
        await Assertions.Expect(second.Page.Locator(".legend button[aria-pressed=false]")).ToHaveCountAsync(1);
        await second.Until("document.querySelector('.hero .frame canvas').getContext('2d').getImageData(0, 0, 28, 28).data.some(v => v > 0 && v < 255)");
        Assert.Equal(await first.Code(), await second.Code());
        Assert.Equal(await first.Picture(), await second.Picture());
        await second.Page.GetByRole(AriaRole.Button, new() { Name = "Copy link" }).ClickAsync();
        Assert.Equal(Told(link), Told(new Uri(await second.Value<string>("navigator.clipboard.readText()"))));
        first.HadNothingToComplainOf();
        second.HadNothingToComplainOf();
    }

    [ChromiumFact]
    public async Task A_link_that_was_mangled_opens_the_run_all_the_same()
    {
        await using var visit = await ExplorerVisit.OpenRun(chromium, runs.Address, ExploredRuns.Digits,
            "&axes=nonsense&x=99&y=-1&z=%%%&label=7&view=a,b&lock=999&hide=x&point=1e9&tab=nonsense&from=AAAA&plus=3.x&amount=many&t=none");
        Assert.All(await visit.Code(), value => Assert.Equal(0, value));
        visit.HadNothingToComplainOf();
    }

    [ChromiumFact]
    public async Task A_token_leaves_the_address_and_the_copied_link_and_still_lets_in()
    {
        await using var guarded = await ExplorerServer.StartAsync(new ExplorerOptions { Path = runs.Runs, Port = 0, Threads = 1, Host = "127.0.0.1" });
        Assert.Contains("token=", guarded.Address.Query);
        await using var visit = await ExplorerVisit.Open(chromium, guarded.Address, $"#run={ExploredRuns.Digits}");
        await visit.Until("document.querySelector('.stage')?.dataset.points > 0");
        Assert.DoesNotContain("token", visit.Page.Url);
        await visit.Page.ReloadAsync();
        await visit.Until("document.querySelector('.stage')?.dataset.points > 0");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Copy link" }).ClickAsync();
        Assert.DoesNotContain("token", await visit.Value<string>("navigator.clipboard.readText()"));
        visit.HadNothingToComplainOf();
    }

    private static IEnumerable<string> Told(Uri link) => link.Fragment.TrimStart('#').Split('&').Order();
}
