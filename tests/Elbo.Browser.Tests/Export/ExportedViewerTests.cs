using System.Text.Json.Nodes;

namespace Elbo.Browser.Tests.Export;

public sealed class ExportedViewerTests(Chromium chromium, ExportedRun run) : IClassFixture<Chromium>, IClassFixture<ExportedRun>
{
    private const string Code = "JSON.stringify([...explorer.place.code])";

    [ChromiumFact]
    public async Task Dragging_on_the_pad_moves_two_latents_and_the_picture_follows()
    {
        await using var page = await Open();
        await Reset(page);
        string before = await Picture(page);
        const string Box = "document.querySelector('#pad').getBoundingClientRect()";
        double x = await page.Number($"{Box}.left + {Box}.width / 2"), y = await page.Number($"{Box}.top + {Box}.height / 2");
        await page.Move(x, y);
        await page.Press(down: true);
        await page.Move(x + 90, y - 60);
        await page.Press(down: false);
        double[] code = await Numbers(page);
        Assert.Equal(2, code.Count(value => value != 0));
        Assert.Equal([0d, 0d], new[] { code[1], code[3] });
        await page.Until($"({PictureSum}) !== {before}");
        await page.Move(x - 50, y);
        Assert.Equal(code, await Numbers(page));
    }

    [ChromiumFact]
    public async Task The_pad_is_moved_by_keyboard_and_told_when_it_stands_still()
    {
        await using var page = await Open();
        await Reset(page);
        await page.Do("document.querySelector('#pad').focus()");
        for (int i = 0; i < 3; i++) await page.Press("ArrowRight");
        double[] right = await Numbers(page);
        Assert.True(right[0] > 0, $"The code is {string.Join(", ", right)}.");
        await page.Press("ArrowUp");
        Assert.Equal(right[0], (await Numbers(page))[0], 5);
        Assert.True((await Numbers(page))[2] > 0);
        await page.Until("document.querySelector('#told').textContent === document.querySelector('#place').textContent && document.querySelector('#told').textContent.startsWith('latent 0 0.')");
    }

    [ChromiumFact]
    public async Task Sliders_come_in_the_order_of_KL_with_the_inactive_ones_folded_away()
    {
        await using var page = await Open();
        Assert.Equal(2, await page.Number("document.querySelectorAll('#active .slider').length"));
        Assert.True(await page.Is("(() => { const kl = [...document.querySelectorAll('#active small')].map(e => parseFloat(e.textContent)); return kl[0] >= kl[1]; })()"));
        Assert.Equal("2 inactive dimensions", await page.Text("document.querySelector('#inactive summary').textContent"));
        Assert.Equal(0, await page.Number("document.querySelectorAll('#inactive .slider').length"));
        await page.Do("document.querySelector('#inactive').open = true");
        await page.Until("document.querySelectorAll('#inactive .slider').length === 2");
        await Reset(page);
        await page.Do("(() => { const s = document.querySelector('#inactive input'); s.value = 1.5; s.dispatchEvent(new Event('input')); })()");
        Assert.Contains(1.5, await Numbers(page));
        Assert.True(await page.Is("[...document.querySelectorAll('input')].every(input => input.getAttribute('aria-label'))"));
    }

    [ChromiumFact]
    public async Task A_slider_that_is_dragged_from_far_out_keeps_its_range_until_it_is_let_go()
    {
        await using var page = await Open();
        await Reset(page);
        const string Slider = "document.querySelector('#active input')", Box = $"{Slider}.getBoundingClientRect()", Value = $"Number({Slider}.value)";
        int index = (int)await page.Number($"Number({Slider}.getAttribute('aria-label').split(' ')[1])");
        await page.Do($"explorer.place.set({index}, 7.9)");
        double left = await page.Number(Box + ".left"), width = await page.Number(Box + ".width"), y = await page.Number($"{Box}.top + {Box}.height / 2");
        await page.Move(left + (0.98 * width), y);
        await page.Press(down: true);
        for (int i = 1; i <= 10; i++) await page.Move(left + ((0.98 - (0.01 * i)) * width), y);
        Assert.InRange(await page.Number(Value), 5, 7);
        await page.Press(down: false);
        await page.Do($"explorer.place.set({index}, 1)");
        Assert.Equal(4, await page.Number($"Number({Slider}.max)"));
    }

    [ChromiumFact]
    public async Task A_copied_code_is_the_same_to_the_last_bit()
    {
        await using var page = await Open();
        Assert.True(await page.Is("(() => { for (let i = 0; i < 1000; i++) { explorer.place.set(0, 6 * Math.random() - 3); if (Math.fround(JSON.parse(explorer.place.json([])).code[0]) !== explorer.place.code[0]) return false; } return true; })()"));
    }

    [ChromiumFact]
    public async Task A_pad_that_is_folded_away_to_nothing_comes_back()
    {
        await using var page = await Open();
        foreach (string hidden in new[] { "height", "width" })
        {
            await page.Do($"document.querySelector('#pad').style.setProperty('{hidden}', '0', 'important')");
            await page.Until($"document.querySelector('#pad').getBoundingClientRect().{hidden} < 3 && document.querySelector('#pad').{hidden} < 3");
            await page.Do($"document.querySelector('#pad').style.removeProperty('{hidden}')");
            await page.Until($"document.querySelector('#pad').{hidden} > 100");
        }
        Assert.Empty(page.Complaints);
    }

    [ChromiumFact]
    public async Task Random_reset_class_and_copy_do_what_they_say()
    {
        await using var page = await Open();
        await page.Do("document.querySelector('#random').click()");
        double[] first = await Numbers(page);
        await page.Do("document.querySelector('#random').click()");
        Assert.NotEqual(first, await Numbers(page));
        await Reset(page);
        Assert.Equal(new double[4], await Numbers(page));
        string zero = await Picture(page);
        await page.Do("(() => { const s = document.querySelector('#class'); s.value = '1'; s.dispatchEvent(new Event('change')); })()");
        await page.Until($"({PictureSum}) !== {zero}");
        await page.Do("document.querySelector('#copy').click()");
        await page.Until("document.querySelector('#code').textContent !== ''");
        Assert.Equal("""{"code":[0,0,0,0],"label":1,"class":"1"}""", await page.Text("document.querySelector('#code').textContent"));
    }

    [ChromiumFact]
    public async Task In_the_plane_of_principal_components_the_pad_moves_the_code_within_that_plane()
    {
        await using var page = await Open();
        await Reset(page);
        await page.Do("(() => { const s = document.querySelector('#plane'); s.value = 'components'; s.dispatchEvent(new Event('change')); document.querySelector('#pad').focus(); })()");
        Assert.True(await page.Is("[...document.querySelectorAll('.axis')].every(label => label.hidden)"));
        await page.Press("ArrowRight");
        double[] code = await Numbers(page);
        double[] direction = [.. JsonNode.Parse(await page.Text("JSON.stringify(explorer.model.plane.directions.slice(0, 4))"))!.AsArray().Select(value => (double)value!)];
        double along = code.Zip(direction, (a, b) => a * b).Sum();
        Assert.True(along > 0);
        for (int d = 0; d < 4; d++) Assert.Equal(along * direction[d], code[d], 4);
    }

    [ChromiumTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Light_and_dark_follow_the_system_until_the_reader_chooses(bool dark)
    {
        const string Ground = "Number(getComputedStyle(document.body).backgroundColor.match(/\\d+/)[0])";
        await using var page = await Open(dark: dark);
        Assert.Equal(dark, await page.Number(Ground) < 60);
        await page.Do("document.querySelector('#theme').click()");
        Assert.Equal(!dark, await page.Number(Ground) < 60);
    }

    [ChromiumFact]
    public async Task On_a_phone_nothing_is_wider_than_the_screen_and_a_finger_moves_the_pad()
    {
        await using var page = await Open(phone: true);
        Assert.Equal(390, await page.Number("document.documentElement.scrollWidth"));
        Assert.True(await page.Is("[...document.querySelectorAll('main button:not(.legend button), main select')].every(e => !e.checkVisibility() || e.getBoundingClientRect().height >= 40)"));
        await Reset(page);
        const string Box = "document.querySelector('#pad').getBoundingClientRect()";
        double x = await page.Number($"{Box}.left + {Box}.width / 2"), y = await page.Number($"{Box}.top + {Box}.height / 2");
        await using var fingers = await page.Fingers();
        await fingers.Touch("touchStart", (x, y));
        await fingers.Touch("touchMove", (x + 40, y - 70));
        await fingers.Touch("touchEnd");
        await page.Until($"{Code} !== '[0,0,0,0]'");
        // Picture and pad are seen together.
        Assert.True(await page.Is("document.querySelector('#pad').getBoundingClientRect().bottom <= innerHeight && document.querySelector('#picture').getBoundingClientRect().top >= 0"));
        Assert.Empty(page.Complaints);
    }

    [ChromiumFact]
    public async Task A_drag_over_a_dense_decoder_has_a_picture_for_every_frame()
    {
        await using var page = await Open();
        double perSecond = await page.Number("""
            (() => {
              const begin = performance.now();
              for (let i = 0; i < 200; i++) explorer.decoder.decode([i / 100, 0, 0, 0], 0);
              return 200 / (performance.now() - begin) * 1000;
            })()
            """);
        Assert.True(perSecond > 30, $"{perSecond:F0} pictures a second");
    }

    private async Task<Page> Open(bool dark = false, bool phone = false)
    {
        var page = await Page.Open(chromium, run.Page, dark, phone);
        await page.Until("document.documentElement.dataset.ready !== undefined");
        Assert.Empty(page.Complaints);
        Assert.Equal([run.Page.AbsoluteUri], page.Requests);
        return page;
    }

    // All of the picture in one number.
    private const string PictureSum = "(() => { const c = document.querySelector('#picture'); return c.getContext('2d').getImageData(0, 0, c.width, c.height).data.reduce((sum, v, i) => (sum * 31 + v) % 1000003, 7); })()";

    private static async Task<string> Picture(Page page)
    {
        // Two frames later the picture of the last change is there.
        await page.Do("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 50))))");
        return (await page.Number(PictureSum)).ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    private static async Task Reset(Page page) => await page.Do("document.querySelector('#reset').click()");

    private static async Task<double[]> Numbers(Page page) => [.. JsonNode.Parse(await page.Text(Code))!.AsArray().Select(value => (double)value!)];
}
