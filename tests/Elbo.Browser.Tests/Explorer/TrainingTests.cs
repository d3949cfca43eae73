using Microsoft.Playwright;

namespace Elbo.Browser.Tests.Explorer;

[Collection(ExplorerCollection.Name)]
public sealed class TrainingTests(Chromium chromium, ExploredRuns runs)
{
    [ChromiumTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Curves_and_samples_of_a_run_that_trains_update_by_themselves(bool phone)
    {
        await using var live = new LiveRun(runs.DigitFolder, epochs: 4);
        live.Gate.Open(2);
        await live.Reached(2);
        await using var server = await ExploredRuns.Serve(live.Path);
        await using var visit = await ExplorerVisit.OpenRun(chromium, server.Address, "live", "&tab=training", phone);
        var badge = visit.Page.Locator("#badge");
        await Assertions.Expect(badge).ToHaveTextAsync("training · epoch 2 of 4");
        await Assertions.Expect(visit.Page.Locator(".charts svg")).ToHaveCountAsync(3);
        string curve = (await visit.Page.Locator(".charts polyline").First.GetAttributeAsync("points"))!;
        Assert.Equal(2, curve.Split(' ').Length);
        await Assertions.Expect(visit.Page.Locator(".samples figcaption").First).ToContainTextAsync("epoch 2");
        live.Gate.Open(1);
        await Assertions.Expect(badge).ToHaveTextAsync("training · epoch 3 of 4");
        await visit.Until("document.querySelector('.charts polyline').getAttribute('points').split(' ').length === 3");
        await Assertions.Expect(visit.Page.Locator(".samples figcaption").First).ToContainTextAsync("epoch 3");
        await visit.Until("[...document.querySelectorAll('.samples img')].every(image => image.complete && image.naturalWidth > 0)");
        live.Gate.Open(1);
        await Patience.Within(live.Training);
        await Assertions.Expect(badge).ToHaveTextAsync("finished");
        await Assertions.Expect(visit.Page.Locator(".training .numbers")).ToContainTextAsync("4 / 4");
        visit.HadNothingToComplainOf();
    }
}
