namespace Elbo.Browser.Tests;

public sealed class ReportPageTests(Chromium chromium, ReportedRun run) : IClassFixture<Chromium>, IClassFixture<ReportedRun>
{
    [ChromiumFact]
    public async Task The_page_asks_for_nothing_but_itself_and_complains_of_nothing()
    {
        await using var page = await Page.Open(chromium, run.Page);
        await page.Until("document.querySelector('#map-canvas').width > 300");
        Assert.Equal([run.Page.AbsoluteUri], page.Requests);
        Assert.Empty(page.Complaints);
        Assert.True(await page.Is("[...document.images].length >= 4 && [...document.images].every(image => image.complete && image.naturalWidth > 0 && image.alt)"));
    }

    [ChromiumFact]
    public async Task Names_that_try_to_be_markup_stay_text()
    {
        await using var page = await Page.Open(chromium, run.Page);
        Assert.True(await page.Is("window.broken === undefined"));
        Assert.Equal(ReportedRun.Evil, await page.Text("document.querySelector('header .muted').textContent"));
        Assert.Contains("3" + ReportedRun.Evil, await page.Text("document.querySelector('#map-legend').textContent"));
        Assert.Equal(0, await page.Number("document.querySelectorAll('img:not([alt]), b[onclick]').length"));
    }

    [ChromiumFact]
    public async Task Pointing_at_a_code_shows_its_own_picture_and_label()
    {
        await using var page = await Page.Open(chromium, run.Page);
        var (x, y) = await PointAtSomething(page);
        string label = await page.Text("document.querySelector('#card-text').textContent");
        Assert.Equal(label[0] - '0', await page.Number(BrightestColumn));
        Assert.StartsWith($"Label {label}\nNo. ", await page.Text("document.querySelector('#detail-text').textContent"));
        await page.Move(x, 5);
        await page.Until("document.querySelector('#map-card').hidden");
    }

    [ChromiumFact]
    public async Task The_wheel_zooms_where_it_points_and_scrolls_past_a_whole_map()
    {
        await using var page = await Page.Open(chromium, run.Page);
        var (x, y) = await PointAtSomething(page);
        (x, y) = await Centre(page, x, y);
        string before = await page.Text(Detail);
        double top = await page.Number("scrollY");
        for (int i = 0; i < 3; i++) await page.Wheel(-120);
        await page.Until("document.querySelector('#map-canvas').style.touchAction === 'none'");
        Assert.Equal(top, await page.Number("scrollY"));
        await page.Move(x + 1, y);
        await page.Until("!document.querySelector('#map-card').hidden");
        Assert.Equal(before, await page.Text(Detail));
        await page.Do("document.querySelector('#map-all').click()");
        await page.Wheel(240);
        await page.Until($"scrollY > {top}");
    }

    [ChromiumFact]
    public async Task The_map_is_walked_by_keyboard()
    {
        await using var page = await Page.Open(chromium, run.Page);
        await page.Do("document.querySelector('#map-canvas').focus()");
        await page.Press("Enter");
        await page.Until("!document.querySelector('#map-card').hidden");
        string first = await page.Text("document.querySelector('#detail-text').textContent");
        for (int i = 0; i < 4; i++) await page.Press("+");
        for (int i = 0; i < 4; i++) await page.Press("ArrowRight");
        await page.Press("Enter");
        await page.Until($"document.querySelector('#detail-text').textContent !== {System.Text.Json.JsonSerializer.Serialize(first)}");
        await page.Press("Escape");
        await page.Until("document.querySelector('#map-card').hidden");
    }

    [ChromiumFact]
    public async Task The_legend_hides_labels()
    {
        await using var page = await Page.Open(chromium, run.Page);
        var (x, y) = await PointAtSomething(page);
        await page.Do("[...document.querySelectorAll('#map-legend button')].at(-1).click()");
        Assert.Equal(8, await page.Number("document.querySelectorAll('#map-legend button[aria-pressed=false]').length"));
        await page.Move(x, y + 1);
        await page.Move(x, y);
        Assert.True(await page.Is("document.querySelector('#map-card').hidden"));
        await page.Do("document.querySelector('#map-legend button').click()");
        await page.Do("document.querySelector('#map-canvas').focus()");
        await page.Press("Enter");
        await page.Until("document.querySelector('#card-text').textContent === '0'");
    }

    [ChromiumFact]
    public async Task Pictures_in_place_of_dots_are_found_where_they_are_drawn()
    {
        await using var page = await Page.Open(chromium, run.Page);
        await page.Do("document.querySelector('#map-mode').click()");
        await PointAtSomething(page);
        string label = await page.Text("document.querySelector('#card-text').textContent");
        Assert.Equal(label[0] - '0', await page.Number(BrightestColumn));
        Assert.Equal("true", await page.Text("document.querySelector('#map-mode').getAttribute('aria-pressed')"));
    }

    [ChromiumFact]
    public async Task On_a_phone_nothing_is_wider_than_the_screen_and_fingers_point_and_zoom()
    {
        await using var page = await Page.Open(chromium, run.Page, phone: true);
        Assert.Equal(390, await page.Number("document.documentElement.scrollWidth"));
        Assert.True(await page.Is("[...document.querySelectorAll('.tools button, .legend button')].every(button => button.getBoundingClientRect().height >= 40)"));
        await page.Do("document.querySelector('.stage').scrollIntoView({ behavior: 'instant', block: 'center' })");
        var (x, y) = await Middle(page);
        await using var fingers = await page.Fingers();
        for (int i = 0; i < 60 && await page.Is("document.querySelector('#map-card').hidden"); i++)
        {
            var finger = (x - 150 + (37 * i % 300), y - 100 + (53 * i % 200));
            await fingers.Touch("touchStart", finger);
            await fingers.Touch("touchEnd");
        }
        Assert.False(await page.Is("document.querySelector('#map-card').hidden"));
        await fingers.Touch("touchStart", (x - 20, y), (x + 20, y));
        for (int apart = 30; apart <= 120; apart += 15) await fingers.Touch("touchMove", (x - apart, y), (x + apart, y));
        await fingers.Touch("touchEnd");
        await page.Until("document.querySelector('#map-canvas').style.touchAction === 'none'");
        Assert.Empty(page.Complaints);
    }

    [ChromiumTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Text_stands_out_in_light_and_dark_which_the_reader_may_change(bool dark)
    {
        await using var page = await Page.Open(chromium, run.Page, dark: dark);
        Assert.Equal(dark, await page.Number(GroundBrightness) < 60);
        Assert.Equal("", await page.Text(Contrast.Pale));
        await page.Do("document.querySelector('#theme').click()");
        Assert.Equal(!dark, await page.Number(GroundBrightness) < 60);
        Assert.Equal(dark ? "Dark" : "Light", await page.Text("document.querySelector('#theme').textContent"));
        Assert.Equal("", await page.Text(Contrast.Pale));
    }

    [ChromiumFact]
    public async Task The_chart_of_a_code_that_is_no_longer_pointed_at_takes_the_colours_of_another_theme()
    {
        const string Chart = "document.querySelector('#detail-code').toDataURL()";
        await using var page = await Page.Open(chromium, run.Page);
        var (x, _) = await PointAtSomething(page);
        await page.Move(x, 5);
        await page.Until("document.querySelector('#map-card').hidden");
        string light = await page.Text(Chart);
        await page.Do("document.querySelector('#theme').click()");
        Assert.NotEqual(light, await page.Text(Chart));
    }

    [ChromiumFact]
    public async Task Nothing_moves_for_a_reader_who_wants_no_motion_until_asked()
    {
        const string Scroll = "document.querySelector('img.moving').scrollIntoView({ behavior: 'instant' })", Kind = "document.querySelector('img.moving').src.slice(0, 14)";
        await using (var page = await Page.Open(chromium, run.Page, still: true))
        {
            await page.Do(Scroll);
            await Task.Delay(300);
            Assert.Equal("data:image/png", await page.Text(Kind));
            await page.Do("document.querySelector('.play').click()");
            Assert.Equal("data:image/gif", await page.Text(Kind));
        }
        await using var moving = await Page.Open(chromium, run.Page);
        await moving.Do(Scroll);
        await moving.Until(Kind + " === 'data:image/gif'");
    }

    private const string Detail = "document.querySelector('#detail-text').textContent";

    private const string GroundBrightness = "Number(getComputedStyle(document.body).backgroundColor.match(/\\d+/)[0])";

    // Which eighth of the picture on the card is brightest.
    private const string BrightestColumn = """
        (() => {
          const canvas = document.querySelector('#card-picture'), w = canvas.width, h = canvas.height, data = canvas.getContext('2d').getImageData(0, 0, w, h).data;
          const sums = new Array(8).fill(0);
          for (let i = 0; i < w * h; i++) sums[Math.floor(i % w * 8 / w)] += data[4 * i];
          return Math.max(...sums) > 0 ? sums.indexOf(Math.max(...sums)) : -1;
        })()
        """;

    /// <summary>Moves the mouse over the map until the card shows a picture; where that was.</summary>
    private static async Task<(double X, double Y)> PointAtSomething(Page page)
    {
        await page.Do("document.querySelector('.stage').scrollIntoView({ behavior: 'instant', block: 'center' })");
        var (x, y) = await Middle(page);
        for (int i = 0; i < 200; i++)
        {
            double atX = x - 300 + (173 * i % 600), atY = y - 200 + (109 * i % 400);
            await page.Move(atX, atY);
            if (await page.Is("!document.querySelector('#map-card').hidden")) return (atX, atY);
        }
        throw new InvalidOperationException("No code was found on the map.");
    }

    /// <summary>The middle of the places around one where the same code is found.</summary>
    private static async Task<(double X, double Y)> Centre(Page page, double x, double y)
    {
        string wanted = await page.Text(Detail);
        double sumX = 0, sumY = 0, count = 0;
        for (int dx = -14; dx <= 14; dx += 4)
        {
            for (int dy = -14; dy <= 14; dy += 4)
            {
                await page.Move(x + dx, y + dy);
                if (await page.Is("document.querySelector('#map-card').hidden") || await page.Text(Detail) != wanted) continue;
                (sumX, sumY, count) = (sumX + x + dx, sumY + y + dy, count + 1);
            }
        }
        await page.Move(sumX / count, sumY / count);
        Assert.Equal(wanted, await page.Text(Detail));
        return (sumX / count, sumY / count);
    }

    private static async Task<(double X, double Y)> Middle(Page page)
    {
        const string Box = "document.querySelector('#map-canvas').getBoundingClientRect()";
        return (await page.Number($"{Box}.left + {Box}.width / 2"), await page.Number($"{Box}.top + {Box}.height / 2"));
    }
}
