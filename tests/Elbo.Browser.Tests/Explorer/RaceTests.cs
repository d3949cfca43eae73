using Microsoft.Playwright;

namespace Elbo.Browser.Tests.Explorer;

[Collection(ExplorerCollection.Name)]
public sealed class RaceTests(Chromium chromium, ExploredRuns runs)
{
    [ChromiumFact]
    public async Task A_late_answer_for_a_place_does_not_take_back_a_newer_code()
    {
        await using var visit = await ExplorerVisit.OpenRun(chromium, runs.Address, ExploredRuns.Digits, "&axes=pca");
        await visit.Until("!document.querySelector('.stage').hasAttribute('aria-busy')");
        var late = new TaskCompletionSource();
        await visit.Page.RouteAsync("**/place", async route =>
        {
            await Patience.Within(late.Task);
            await route.ContinueAsync();
        });
        var box = (await visit.Plane.BoundingBoxAsync())!;
        await visit.Page.RunAndWaitForRequestAsync(() => visit.Page.Mouse.ClickAsync(box.X + 3, box.Y + 3), "**/place");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Reset" }).ClickAsync();
        await visit.Drawn(() => visit.Page.RunAndWaitForResponseAsync(() => Task.Run(late.SetResult), "**/place"));
        Assert.All(await visit.Code(), value => Assert.Equal(0, value));
        visit.HadNothingToComplainOf();
    }

    [ChromiumTheory]
    [InlineData("**/points/3/picture")]
    [InlineData("**/encode*")]
    public async Task A_picture_that_is_judged_late_does_not_take_back_a_newer_code(string slow)
    {
        await using var visit = await ExplorerVisit.OpenRun(chromium, runs.Address, ExploredRuns.Digits, "&tab=draw&point=3");
        await visit.Until("document.querySelector('.point img')?.complete");
        var late = new TaskCompletionSource();
        await visit.Page.RouteAsync(slow, async route =>
        {
            await Patience.Within(late.Task);
            await route.ContinueAsync();
        });
        await visit.Page.RunAndWaitForRequestAsync(() => visit.Page.GetByRole(AriaRole.Button, new() { Name = "The chosen test picture" }).ClickAsync(), slow);
        var box = (await visit.Plane.BoundingBoxAsync())!;
        await visit.Drawn(() => visit.Page.Mouse.ClickAsync(box.X + 3, box.Y + 3));
        float[] code = await visit.Code();
        late.SetResult();
        await Assertions.Expect(visit.Page.Locator(".result .verdict")).ToBeVisibleAsync();
        Assert.Equal(code, await visit.Code());
        visit.HadNothingToComplainOf();
    }

    [ChromiumFact]
    public async Task Two_pictures_added_fast_have_their_mean_however_late_that_of_the_first_comes()
    {
        await using var visit = await ExplorerVisit.OpenRun(chromium, runs.Address, ExploredRuns.Digits, "&tab=arithmetic&point=3");
        var late = new TaskCompletionSource();
        int asked = 0;
        await visit.Page.RouteAsync("**/mean", async route =>
        {
            int mine = Interlocked.Increment(ref asked);
            if (mine == 1) await Patience.Within(late.Task);
            await route.FulfillAsync(new() { ContentType = "application/json", Body = $"{{\"mean\":[{string.Join(',', Enumerable.Repeat(mine, 6))}]}}" });
        });
        var add = visit.Page.GetByRole(AriaRole.Button, new() { Name = "Add the chosen test picture to plus" });
        await visit.Page.GetByLabel("Minus the mean of").SelectOptionAsync("zero");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Picture: take" }).ClickAsync();
        await visit.Page.RunAndWaitForRequestAsync(() => add.ClickAsync(), "**/mean");
        await visit.Page.RunAndWaitForResponseAsync(() => add.ClickAsync(), "**/mean");
        await visit.Page.RunAndWaitForResponseAsync(() => Task.Run(late.SetResult), "**/mean");
        await Task.Delay(300);
        await Assertions.Expect(visit.Page.GetByText("Plus group: 2")).ToBeVisibleAsync();
        await visit.Page.GetByLabel("How much of it").FillAsync("1");
        Assert.All(await visit.Code(), value => Assert.Equal(2, value));
        visit.HadNothingToComplainOf();
    }

    [ChromiumFact]
    public async Task Of_two_test_pictures_the_one_that_was_clicked_last_is_shown_however_late_the_first_comes()
    {
        await using var visit = await ExplorerVisit.OpenRun(chromium, runs.Address, ExploredRuns.Digits);
        var late = new TaskCompletionSource();
        int asked = 0;
        await visit.Page.RouteAsync("**/points/*", async route =>
        {
            if (Interlocked.Increment(ref asked) == 1) await Patience.Within(late.Task);
            await route.ContinueAsync();
        });
        await visit.Plane.FocusAsync();
        string first = (await visit.Page.RunAndWaitForRequestAsync(() => visit.Page.Keyboard.PressAsync("Enter"), "**/points/*")).Url;
        for (int i = 0; i < 3; i++) await visit.Page.Keyboard.PressAsync("Shift+ArrowRight");
        string second = (await visit.Page.RunAndWaitForRequestAsync(() => visit.Page.Keyboard.PressAsync("Enter"), "**/points/*")).Url;
        Assert.NotEqual(first, second);
        string number = second.Split('/')[^1];
        await Assertions.Expect(visit.Page.Locator(".point p")).ToContainTextAsync($"No. {number}E");
        await visit.Page.RunAndWaitForResponseAsync(() => Task.Run(late.SetResult), first);
        await Task.Delay(300);
        await Assertions.Expect(visit.Page.Locator(".point p")).ToContainTextAsync($"No. {number}E");
        visit.HadNothingToComplainOf();
    }

    [ChromiumFact]
    public async Task The_same_latent_for_both_axes_swaps_them()
    {
        await using var visit = await ExplorerVisit.OpenRun(chromium, runs.Address, ExploredRuns.Digits, "&x=2&y=4");
        ILocator across = visit.Page.GetByLabel("Latent across"), up = visit.Page.GetByLabel("Latent upwards");
        await across.SelectOptionAsync("4");
        await Assertions.Expect(up).ToHaveValueAsync("2");
        await up.SelectOptionAsync("4");
        await Assertions.Expect(across).ToHaveValueAsync("2");
        await visit.Until("!document.querySelector('.stage').hasAttribute('aria-busy')");
        visit.HadNothingToComplainOf();
    }

    [ChromiumFact]
    public async Task Playing_a_morph_ends_when_the_user_goes_elsewhere_and_leaves_its_place_in_the_link()
    {
        await using var visit = await ExplorerVisit.OpenRun(chromium, runs.Address, ExploredRuns.Digits, "&tab=morph");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "From: take" }).ClickAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "To: random" }).ClickAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Play" }).ClickAsync();
        await visit.Until("Number(document.querySelector('.morph input').value) > 5");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Reset" }).ClickAsync();
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Button, new() { Name = "Play" })).ToBeVisibleAsync();
        Assert.All(await visit.Code(), value => Assert.Equal(0, value));
        await visit.Until("new URLSearchParams(location.hash.slice(1)).get('t') === document.querySelector('.morph input').value");
        visit.HadNothingToComplainOf();
    }

    [ChromiumFact]
    public async Task A_test_picture_that_was_chosen_before_can_be_added_to_a_group()
    {
        await using var visit = await ExplorerVisit.OpenRun(chromium, runs.Address, ExploredRuns.Digits, "&point=3");
        await Assertions.Expect(visit.Page.Locator(".point")).ToBeVisibleAsync();
        await visit.Page.GetByRole(AriaRole.Tab, new() { Name = "Arithmetic" }).ClickAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Add the chosen test picture to plus" }).ClickAsync();
        await Assertions.Expect(visit.Page.GetByText("Plus group: 1")).ToBeVisibleAsync();
        visit.HadNothingToComplainOf();
    }
}
