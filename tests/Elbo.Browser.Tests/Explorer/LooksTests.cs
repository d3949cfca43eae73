using Microsoft.Playwright;

namespace Elbo.Browser.Tests.Explorer;

[Collection(ExplorerCollection.Name)]
public sealed class LooksTests(Chromium chromium, ExploredRuns runs)
{
    private static readonly string[] Tabs = ["sliders", "draw", "morph", "arithmetic", "training"];

    // Controls that a screen reader would call nothing.
    private const string Nameless = """
        [...document.querySelectorAll('button, input, select, textarea, canvas:not([aria-hidden]), a, img')].filter(e => e.checkVisibility()
          && !(e.ariaLabel || e.textContent.trim() || e.labels?.length || e.hasAttribute('alt') || e.title)).map(e => e.outerHTML.slice(0, 80)).join('; ')
        """;

    [ChromiumTheory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task Every_panel_fits_is_readable_and_named(bool phone, bool dark)
    {
        await using var visit = await ExplorerVisit.OpenRun(chromium, runs.Address, ExploredRuns.Labelled, "&point=5", phone, dark);
        foreach (string tab in Tabs)
        {
            await visit.Page.Locator($"#tab-{tab}").ClickAsync();
            Assert.Equal(phone ? 390 : 1440, await visit.Value<int>("document.documentElement.scrollWidth"));
            Assert.Equal("", await visit.Value<string>(Contrast.Pale));
            Assert.Equal("", await visit.Value<string>(Nameless));
        }
        if (!phone) Assert.Equal(900, await visit.Value<int>("document.documentElement.scrollHeight"));
        else Assert.True(await visit.Value<bool>("[...document.querySelectorAll('button, select, .button')].filter(e => e.checkVisibility()).every(e => e.getBoundingClientRect().height >= 32)"));
        visit.HadNothingToComplainOf();
    }

    [ChromiumFact]
    public async Task On_a_phone_a_chosen_test_picture_and_its_reconstruction_are_seen()
    {
        await using var visit = await ExplorerVisit.OpenRun(chromium, runs.Address, ExploredRuns.Digits, "&point=5", phone: true);
        await Assertions.Expect(visit.Page.Locator(".point figure img").First).ToBeVisibleAsync();
        await visit.Until("[...document.querySelectorAll('.point figure img')].filter(image => image.naturalWidth === 28 && image.getBoundingClientRect().width >= 32).length === 2");
        Assert.Equal(390, await visit.Value<int>("document.documentElement.scrollWidth"));
    }

    [ChromiumFact]
    public async Task What_a_screen_reader_hears_names_the_run_the_value_and_the_place()
    {
        await using (var list = await ExplorerVisit.Open(chromium, runs.Address))
            await Assertions.Expect(list.Page.GetByRole(AriaRole.Checkbox, new() { Name = $"compare {ExploredRuns.Faces}", Exact = true })).ToBeVisibleAsync();
        await using var visit = await ExplorerVisit.OpenRun(chromium, runs.Address, ExploredRuns.Digits);
        await visit.Page.Locator(".slider input").First.FocusAsync();
        await visit.Page.Keyboard.PressAsync("Shift+ArrowLeft");
        await visit.Until("document.querySelector('.slider input').getAttribute('aria-valuetext') === '−0.50'");
        await visit.Plane.FocusAsync();
        await visit.Drawn(() => visit.Page.Keyboard.PressAsync("ArrowRight"));
        await visit.Until("document.querySelector('.stage [aria-live]').textContent.startsWith('latent ')");
    }

    [ChromiumFact]
    public async Task The_theme_is_changed_by_hand_and_kept()
    {
        await using var visit = await ExplorerVisit.Open(chromium, runs.Address);
        const string Ground = "getComputedStyle(document.body).backgroundColor";
        string light = await visit.Value<string>(Ground);
        await visit.Page.Locator("#theme").ClickAsync();
        string dark = await visit.Value<string>(Ground);
        Assert.NotEqual(light, dark);
        await visit.Page.ReloadAsync();
        Assert.Equal(dark, await visit.Value<string>(Ground));
        Assert.Equal("Light", await visit.Page.Locator("#theme").TextContentAsync());
    }

    [ChromiumFact]
    public async Task Everything_is_reached_with_the_tabulator_and_shows_where_it_is()
    {
        await using var visit = await ExplorerVisit.OpenRun(chromium, runs.Address, ExploredRuns.Digits);
        var reached = new HashSet<string>();
        for (int i = 0; i < 60; i++)
        {
            await visit.Page.Keyboard.PressAsync("Tab");
            string now = await visit.Value<string>("(e => !e || e === document.body ? '' : (getComputedStyle(e).outlineStyle === 'none' ? 'unmarked ' : '') + (e.id || e.className || e.ariaLabel || e.textContent))(document.activeElement)");
            Assert.DoesNotContain("unmarked", now);
            if (now == "" && reached.Count > 10) break;
            reached.Add(now);
        }
        foreach (string wanted in new[] { "skip", "share", "export", "theme", "marks", "tab-sliders", "lock" }) Assert.Contains(wanted, reached);
    }

    [ChromiumFact]
    public async Task A_finger_drags_the_pad_and_two_zoom()
    {
        await using var visit = await ExplorerVisit.OpenRun(chromium, runs.Address, ExploredRuns.Digits, phone: true);
        await visit.Plane.ScrollIntoViewIfNeededAsync();
        var box = (await visit.Plane.BoundingBoxAsync())!;
        double x = box.X + (box.Width / 2), y = box.Y + (box.Height / 2);
        await using var tools = new Fingers(await visit.Page.Context.NewCDPSessionAsync(visit.Page));
        await visit.Drawn(async () =>
        {
            await tools.Touch("touchStart", (x, y));
            for (int i = 1; i <= 6; i++) await tools.Touch("touchMove", (x + (10 * i), y - (6 * i)));
            await tools.Touch("touchEnd");
        });
        await tools.Touch("touchStart", (x - 20, y), (x + 20, y));
        for (int apart = 30; apart <= 90; apart += 15) await tools.Touch("touchMove", (x - apart, y), (x + apart, y));
        await tools.Touch("touchEnd");
        await visit.Until("Number(new URLSearchParams(location.hash.slice(1)).get('view')?.split(',')[2]) > 1.5");
        visit.HadNothingToComplainOf();
    }

    [ChromiumFact]
    public async Task The_export_button_downloads_a_page()
    {
        await using var visit = await ExplorerVisit.OpenRun(chromium, runs.Address, ExploredRuns.Digits);
        Assert.Equal($"/api/runs/{ExploredRuns.Digits}/export.html", await visit.Page.Locator("#export").GetAttributeAsync("href"));
        Assert.NotNull(await visit.Page.Locator("#export").GetAttributeAsync("download"));
    }
}
