using Microsoft.Playwright;

namespace Elbo.Browser.Tests.Explorer;

[Collection(ExplorerCollection.Name)]
public sealed class LabelTests(Chromium chromium, ExploredRuns runs)
{
    [ChromiumFact]
    public async Task A_picture_of_unknown_label_is_judged_under_the_one_that_the_model_finds()
    {
        await using var visit = await ExplorerVisit.OpenRun(chromium, runs.Address, ExploredRuns.Labelled, "&tab=draw&label=7");
        var request = await visit.Page.RunAndWaitForRequestAsync(() => visit.Page.Locator("#picture-file").SetInputFilesAsync(runs.DigitFile), "**/encode*");
        Assert.EndsWith("/encode", request.Url);
        await Assertions.Expect(visit.Page.Locator(".result .label")).ToContainTextAsync("the label that the model finds likeliest");
        string found = (await visit.Page.Locator(".result .label b").TextContentAsync())!;
        Assert.Equal(found, await visit.Value<string>("document.querySelector('.under select').selectedOptions[0].textContent"));
        visit.HadNothingToComplainOf();
    }

    [ChromiumFact]
    public async Task A_chosen_test_picture_is_judged_under_its_own_label()
    {
        await using var visit = await ExplorerVisit.OpenRun(chromium, runs.Address, ExploredRuns.Labelled, "&tab=draw&point=5&label=7");
        int label = await visit.Value<int>($"fetch('/api/runs/{Uri.EscapeDataString(ExploredRuns.Labelled)}/points/5').then(a => a.json()).then(p => p.label)");
        var request = await visit.Page.RunAndWaitForRequestAsync(() => visit.Page.GetByRole(AriaRole.Button, new() { Name = "The chosen test picture" }).ClickAsync(), "**/encode*");
        Assert.EndsWith($"?label={label}", request.Url);
        await Assertions.Expect(visit.Page.Locator(".result .label")).ToContainTextAsync("under its label");
        visit.HadNothingToComplainOf();
    }

    [ChromiumFact]
    public async Task A_comparison_decodes_a_chosen_test_picture_under_its_label_which_can_be_changed()
    {
        string pair = string.Join(',', new[] { ExploredRuns.Labelled, ExploredRuns.Digits }.Select(Uri.EscapeDataString));
        await using var visit = await ExplorerVisit.Open(chromium, runs.Address, $"#compare={Uri.EscapeDataString(pair)}");
        await visit.Until("[...document.querySelectorAll('.stage')].filter(stage => stage.dataset.points > 0).length === 2");
        Assert.Equal(0, await visit.Value<int>("(ids => ids.length - new Set(ids).size)([...document.querySelectorAll('[id]')].map(one => one.id))"));
        await visit.Plane.First.FocusAsync();
        var answer = await visit.Page.RunAndWaitForResponseAsync(() => visit.Page.Keyboard.PressAsync("Enter"), "**/points/*");
        int label = (await answer.JsonAsync())!.Value.GetProperty("label").GetInt32();
        await Assertions.Expect(visit.Page.GetByLabel("Label", new() { Exact = true })).ToHaveValueAsync($"{label}");
        visit.HadNothingToComplainOf();
    }
}
