using Microsoft.Playwright;

namespace Elbo.Browser.Tests.Explorer;

[Collection(ExplorerCollection.Name)]
public sealed class DrawTests(Chromium chromium, ExploredRuns runs)
{
    [ChromiumTheory]
    [InlineData("latents")]
    [InlineData("pca")]
    public async Task A_drawing_shows_its_posterior_its_reconstruction_its_errors_and_how_unusual_it_is(string axes)
    {
        await using var visit = await ExplorerVisit.OpenRun(chromium, runs.Address, ExploredRuns.Digits, $"&tab=draw&axes={axes}");
        await visit.Drawn(() => Stroke(visit));
        await Assertions.Expect(visit.Page.Locator(".verdict")).ToContainTextAsync("The drawing is more unusual than ");
        Assert.True((await visit.Picture(".trio figure:nth-child(1) canvas")).Max() > 0x808080);
        Assert.True((await visit.Picture(".trio figure:nth-child(2) canvas")).Max() > 0);
        // The largest error has the brightest colour.
        Assert.Contains(0xa4fffc, await visit.Picture(".trio figure:nth-child(3) canvas"));
        Assert.Equal(4, await visit.Page.Locator(".numbers dd").CountAsync());
        await visit.Until("document.querySelector('.stage').dataset.posterior");
        double[] ellipse = await visit.Value<double[]>("document.querySelector('.stage').dataset.posterior.split(' ').map(Number)");
        Assert.All(new[] { ellipse[2], ellipse[4] }, variance => Assert.InRange(variance, 1e-4, 4));
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Clear" }).ClickAsync();
        await Assertions.Expect(visit.Page.Locator(".verdict")).ToHaveCountAsync(0);
        visit.HadNothingToComplainOf();
    }

    [ChromiumFact]
    public async Task A_drawing_in_a_corner_is_centred_as_mnist_does()
    {
        await using var visit = await ExplorerVisit.OpenRun(chromium, runs.Address, ExploredRuns.Digits);
        double[] found = await visit.Value<double[]>("""
            import('/web/centre.js').then(({ centred }) => {
              const side = 280, data = new Uint8ClampedArray(4 * side * side);
              for (let y = 0; y < 90; y++) for (let x = 0; x < 25; x++) data[4 * ((y + 5) * side + x + 250)] = 255;
              const grey = centred({ data, width: side, height: side });
              let mass = 0, x = 0, y = 0, low = 28, high = -1;
              grey.forEach((v, i) => { mass += v; x += v * (i % 28); y += v * Math.floor(i / 28); if (v) { low = Math.min(low, Math.floor(i / 28)); high = Math.max(high, Math.floor(i / 28)); } });
              return [x / mass, y / mass, high - low + 1];
            })
            """);
        Assert.InRange(found[0], 13, 14);
        Assert.InRange(found[1], 13, 14);
        Assert.Equal(20, found[2]);
        Assert.True(await visit.Value<bool>("import('/web/centre.js').then(({ centred }) => centred({ data: new Uint8ClampedArray(400), width: 10, height: 10 }) === null)"));
    }

    [ChromiumFact]
    public async Task A_file_can_be_chosen_or_dropped()
    {
        await using var visit = await ExplorerVisit.OpenRun(chromium, runs.Address, ExploredRuns.Digits, "&tab=draw");
        await visit.Drawn(() => visit.Page.Locator("#picture-file").SetInputFilesAsync(runs.DigitFile));
        await Assertions.Expect(visit.Page.Locator(".verdict")).ToContainTextAsync("digit.png is more unusual than ");
        int[] encoded = await visit.Picture(".trio figure:nth-child(1) canvas");
        await visit.Page.GetByRole(AriaRole.Tab, new() { Name = "Sliders" }).ClickAsync();
        await visit.Value<bool>("""
            bytes => {
              const files = new DataTransfer();
              files.items.add(new File([Uint8Array.from(atob(bytes), c => c.charCodeAt(0))], 'dropped.png', { type: 'image/png' }));
              document.querySelector('.hero').dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: files }));
              return true;
            }
            """, Convert.ToBase64String(await File.ReadAllBytesAsync(runs.DigitFile)));
        await Assertions.Expect(visit.Page.Locator(".verdict")).ToContainTextAsync("dropped.png is ");
        Assert.Equal(encoded, await visit.Picture(".trio figure:nth-child(1) canvas"));
        visit.HadNothingToComplainOf();
    }

    [ChromiumFact]
    public async Task What_is_no_picture_is_refused_in_words()
    {
        await using var visit = await ExplorerVisit.OpenRun(chromium, runs.Address, ExploredRuns.Digits, "&tab=draw");
        await visit.Page.Locator("#picture-file").SetInputFilesAsync(new FilePayload { Name = "broken.png", MimeType = "image/png", Buffer = [1, 2, 3] });
        await Assertions.Expect(visit.Page.Locator("#told.problem")).ToContainTextAsync(".");
        await Assertions.Expect(visit.Page.Locator(".verdict")).ToHaveCountAsync(0);
    }

    [ChromiumFact]
    public async Task A_chosen_test_picture_is_looked_at_with_its_errors()
    {
        await using var visit = await ExplorerVisit.OpenRun(chromium, runs.Address, ExploredRuns.Faces, "&tab=draw&point=3");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "The chosen test picture" }).ClickAsync();
        await Assertions.Expect(visit.Page.Locator(".verdict")).ToContainTextAsync("Test picture 3 is ");
        Assert.Equal(24 * 24, (await visit.Picture(".trio figure:nth-child(3) canvas")).Length);
        visit.HadNothingToComplainOf();
    }

    private static async Task Stroke(ExplorerVisit visit)
    {
        var box = (await visit.Page.Locator(".sheet").BoundingBoxAsync())!;
        var mouse = visit.Page.Mouse;
        await mouse.MoveAsync(box.X + (0.3f * box.Width), box.Y + (0.2f * box.Height));
        await mouse.DownAsync();
        await mouse.MoveAsync(box.X + (0.7f * box.Width), box.Y + (0.2f * box.Height), new() { Steps = 5 });
        await mouse.MoveAsync(box.X + (0.4f * box.Width), box.Y + (0.8f * box.Height), new() { Steps = 5 });
        await mouse.UpAsync();
    }
}
