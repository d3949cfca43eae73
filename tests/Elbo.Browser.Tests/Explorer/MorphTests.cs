using Microsoft.Playwright;

namespace Elbo.Browser.Tests.Explorer;

[Collection(ExplorerCollection.Name)]
public sealed class MorphTests(Chromium chromium, ExploredRuns runs)
{
    [ChromiumFact]
    public async Task One_slides_between_two_picked_pictures_and_ends_at_each()
    {
        await using var visit = await ExplorerVisit.OpenRun(chromium, runs.Address, ExploredRuns.Digits, "&tab=morph");
        await Pick(visit);
        var slide = visit.Page.GetByLabel("Along the way");
        await visit.Drawn(() => slide.FillAsync("60"));
        Assert.Equal(await visit.Picture(".slot:nth-child(2) canvas"), await visit.Picture());
        await visit.Drawn(() => slide.FillAsync("0"));
        Assert.Equal(await visit.Picture(".slot:nth-child(1) canvas"), await visit.Picture());
        visit.HadNothingToComplainOf();
    }

    [ChromiumFact]
    public async Task Playing_goes_by_itself_until_it_is_paused_and_the_gif_is_downloaded()
    {
        await using var visit = await ExplorerVisit.OpenRun(chromium, runs.Address, ExploredRuns.Digits, "&tab=morph");
        await Pick(visit);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Play" }).ClickAsync();
        await visit.Until("Number(document.querySelector('.morph input').value) > 5");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();
        var download = await visit.Page.RunAndWaitForDownloadAsync(() => visit.Page.GetByRole(AriaRole.Button, new() { Name = "Download GIF" }).ClickAsync());
        byte[] gif = await File.ReadAllBytesAsync((await download.PathAsync())!);
        Assert.Equal("digits-morph.gif", download.SuggestedFilename);
        Assert.Equal("GIF89a"u8.ToArray(), gif[..6]);
        visit.HadNothingToComplainOf();
    }

    [ChromiumFact]
    public async Task What_sets_one_label_apart_from_another_is_added_to_a_picture()
    {
        await using var visit = await ExplorerVisit.OpenRun(chromium, runs.Address, ExploredRuns.Digits, "&tab=arithmetic");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Picture: take the picture shown" }).ClickAsync();
        await visit.Page.GetByLabel("Plus the mean of").SelectOptionAsync("label-3");
        await visit.Page.GetByLabel("Minus the mean of").SelectOptionAsync("zero");
        await visit.Drawn(() => visit.Page.GetByLabel("How much of it").FillAsync("1"));
        float[] wanted = await visit.Value<float[]>($"fetch('/api/runs/{ExploredRuns.Digits}/means').then(a => a.json()).then(m => m.find(one => one.label === 3).mean)");
        Assert.All(wanted.Zip(await visit.Code()), pair => Assert.Equal(pair.First, pair.Second, 1e-4f));
        visit.HadNothingToComplainOf();
    }

    [ChromiumFact]
    public async Task A_group_of_ones_own_test_pictures_counts_as_a_label_does()
    {
        await using var visit = await ExplorerVisit.OpenRun(chromium, runs.Address, ExploredRuns.Digits, "&tab=arithmetic&point=7");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Picture: take the picture shown" }).ClickAsync();
        await visit.Page.GetByLabel("Minus the mean of").SelectOptionAsync("zero");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Add the chosen test picture to plus" }).ClickAsync();
        await Assertions.Expect(visit.Page.GetByText("Plus group: 1, minus group: 0 test pictures.")).ToBeVisibleAsync();
        await visit.Drawn(() => visit.Page.GetByLabel("How much of it").FillAsync("1"));
        float[] wanted = await visit.Value<float[]>($"fetch('/api/runs/{ExploredRuns.Digits}/points/7').then(a => a.json()).then(p => p.mean)");
        Assert.All(wanted.Zip(await visit.Code()), pair => Assert.Equal(pair.First, pair.Second, 1e-4f));
        visit.HadNothingToComplainOf();
    }

    private static async Task Pick(ExplorerVisit visit)
    {
        foreach (string slot in new[] { "From", "To" })
        {
            await visit.Page.GetByRole(AriaRole.Button, new() { Name = $"{slot}: random" }).ClickAsync();
            await Assertions.Expect(visit.Page.GetByRole(AriaRole.Img, new() { Name = $"{slot}: picked" })).ToBeVisibleAsync();
        }
    }
}
