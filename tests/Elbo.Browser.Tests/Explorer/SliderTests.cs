using Microsoft.Playwright;

namespace Elbo.Browser.Tests.Explorer;

[Collection(ExplorerCollection.Name)]
public sealed class SliderTests(Chromium chromium, ExploredRuns runs)
{
    [ChromiumFact]
    public async Task Sliders_stand_in_order_of_kl_and_those_of_inactive_latents_are_folded_away()
    {
        await using var visit = await ExplorerVisit.OpenRun(chromium, runs.Address, ExploredRuns.Faces);
        var shown = await visit.Value<double[]>("[...document.querySelectorAll('.slider:not(.inactive) input')].map(s => Number(s.ariaLabel.match(/, ([\\d.]+) nats/)[1]))");
        Assert.NotEmpty(shown);
        Assert.Equal(shown.OrderDescending(), shown);
        int active = await visit.Value<int>($"fetch('/api/runs/{ExploredRuns.Faces}').then(a => a.json()).then(r => r.dimensions.filter(d => d.active).length)");
        Assert.InRange(active, 1, 39);
        Assert.Equal(Math.Min(active, 32), shown.Length);
        await visit.Page.Locator("summary", new() { HasText = "inactive" }).ClickAsync();
        await Assertions.Expect(visit.Page.Locator(".slider.inactive")).ToHaveCountAsync(40 - active);
        visit.HadNothingToComplainOf();
    }

    [ChromiumFact]
    public async Task A_slider_moves_its_own_latent_and_the_picture()
    {
        await using var visit = await ExplorerVisit.OpenRun(chromium, runs.Address, ExploredRuns.Digits);
        int[] before = await visit.Picture();
        var first = visit.Page.Locator(".slider input").First;
        await first.FocusAsync();
        await visit.Drawn(() => visit.Page.Keyboard.PressAsync("Shift+ArrowRight"));
        for (int i = 0; i < 3; i++) await visit.Page.Keyboard.PressAsync("Shift+ArrowRight");
        await visit.Until("document.querySelector('.slider output').textContent === '2.00'");
        Assert.Single(await visit.Code(), value => value == 2);
        Assert.NotEqual(before, await visit.Picture());
        visit.HadNothingToComplainOf();
    }

    [ChromiumFact]
    public async Task A_locked_latent_stays_when_the_pad_is_dragged_over_it()
    {
        await using var visit = await ExplorerVisit.OpenRun(chromium, runs.Address, ExploredRuns.Digits, "&x=0&y=1&lock=0");
        var box = (await visit.Plane.BoundingBoxAsync())!;
        await visit.Drawn(async () =>
        {
            await visit.Page.Mouse.MoveAsync(box.X + (0.4f * box.Width), box.Y + (0.6f * box.Height));
            await visit.Page.Mouse.DownAsync();
            await visit.Page.Mouse.MoveAsync(box.X + (0.8f * box.Width), box.Y + (0.2f * box.Height), new() { Steps = 5 });
            await visit.Page.Mouse.UpAsync();
        });
        float[] code = await visit.Code();
        Assert.Equal(0, code[0]);
        Assert.NotEqual(0, code[1]);
        visit.HadNothingToComplainOf();
    }

    [ChromiumFact]
    public async Task Random_leaves_locked_latents_and_reset_goes_to_the_middle()
    {
        await using var visit = await ExplorerVisit.OpenRun(chromium, runs.Address, ExploredRuns.Digits);
        var first = visit.Page.Locator(".slider input").First;
        await first.FocusAsync();
        // The key's picture is waited for, so that it does not pass for the random one's.
        await visit.Drawn(() => visit.Page.Keyboard.PressAsync("Shift+ArrowRight"));
        await visit.Page.Locator(".lock").First.ClickAsync();
        await visit.Drawn(() => visit.Page.RunAndWaitForResponseAsync(() => visit.Page.GetByRole(AriaRole.Button, new() { Name = "Random" }).First.ClickAsync(), "**/random?*"));
        float[] random = await visit.Code();
        Assert.Single(random, value => value == 0.5f);
        Assert.DoesNotContain(0f, random);
        await visit.Page.Locator(".lock").First.ClickAsync();
        await visit.Drawn(() => visit.Page.GetByRole(AriaRole.Button, new() { Name = "Reset" }).ClickAsync());
        Assert.All(await visit.Code(), value => Assert.Equal(0, value));
        visit.HadNothingToComplainOf();
    }

    [ChromiumFact]
    public async Task A_copied_code_can_be_pasted_and_anything_else_is_refused_in_words()
    {
        await using var visit = await ExplorerVisit.OpenRun(chromium, runs.Address, ExploredRuns.Digits);
        await visit.Drawn(() => visit.Page.GetByRole(AriaRole.Button, new() { Name = "Random" }).First.ClickAsync());
        float[] code = await visit.Code();
        int[] picture = await visit.Picture();
        await visit.Drawn(() => visit.Page.GetByRole(AriaRole.Button, new() { Name = "Reset" }).ClickAsync());
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Paste code" }).ClickAsync();
        var field = visit.Page.GetByLabel("Code as JSON");
        await field.FillAsync("[1, 2]");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Use it" }).ClickAsync();
        await Assertions.Expect(visit.Page.Locator("#told")).ToHaveTextAsync("A code of this model is 6 numbers between −10,000 and 10,000: paste such an array.");
        await field.FillAsync(System.Text.Json.JsonSerializer.Serialize(code));
        await visit.Drawn(() => visit.Page.GetByRole(AriaRole.Button, new() { Name = "Use it" }).ClickAsync());
        Assert.Equal(code, await visit.Code());
        Assert.Equal(picture, await visit.Picture());
        visit.HadNothingToComplainOf();
    }

    [ChromiumFact]
    public async Task A_conditional_run_draws_the_same_code_under_another_label()
    {
        await using var visit = await ExplorerVisit.OpenRun(chromium, runs.Address, ExploredRuns.Labelled);
        int[] zero = await visit.Picture();
        await visit.Drawn(() => visit.Page.GetByLabel("Label", new() { Exact = true }).SelectOptionAsync("1"));
        Assert.NotEqual(zero, await visit.Picture());
        Assert.All(await visit.Code(), value => Assert.Equal(0, value));
        visit.HadNothingToComplainOf();
    }
}
