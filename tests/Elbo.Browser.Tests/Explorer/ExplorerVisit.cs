using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Elbo.Browser.Tests.Explorer;

/// <summary>A visit to the explorer's page, with what it complained of and asked other hosts for.</summary>
internal sealed class ExplorerVisit : IAsyncDisposable
{
    private readonly IBrowserContext context;
    private readonly ConcurrentQueue<string> complaints = new();

    private ExplorerVisit(IBrowserContext context, IPage page) => (this.context, Page) = (context, page);

    public IPage Page { get; }

    /// <summary>The plane that is dragged over.</summary>
    public ILocator Plane => Page.Locator(".stage .marks");

    public static async Task<ExplorerVisit> Open(Chromium chromium, Uri address, string hash = "", bool phone = false, bool dark = false, bool still = false, Func<IPage, Task>? before = null)
    {
        var context = await chromium.Window(1440, phone, dark, still, "clipboard-read", "clipboard-write");
        var page = await context.NewPageAsync();
        var visit = new ExplorerVisit(context, page);
        page.PageError += (_, error) => visit.complaints.Enqueue(error);
        page.Console += (_, message) =>
        {
            // Remarks about rendering without a graphics card, and about the tests' own reading of the picture, are not the page's.
            bool ours = message.Text.Contains("GL Driver Message", StringComparison.Ordinal) || message.Text.Contains("Multiple readback", StringComparison.Ordinal);
            if (message.Type is "error" or "warning" && !ours) visit.complaints.Enqueue(message.Text);
        };
        page.Request += (_, request) =>
        {
            var asked = new Uri(request.Url);
            if (asked.Scheme is "http" or "https" && asked.Authority != address.Authority) visit.complaints.Enqueue("asked for " + request.Url);
        };
        if (before is not null) await before(page);
        await page.GotoAsync(address + hash);
        return visit;
    }

    /// <summary>Opens one run and waits for its codes and its picture.</summary>
    public static async Task<ExplorerVisit> OpenRun(Chromium chromium, Uri address, string run, string more = "", bool phone = false, bool dark = false, bool still = false, Func<IPage, Task>? before = null)
    {
        var visit = await Open(chromium, address, $"#run={Uri.EscapeDataString(run)}{more}", phone, dark, still, before);
        await visit.Plane.WaitForAsync();
        await visit.Until("document.querySelector('.stage').dataset.points > 0");
        await visit.Until("document.querySelector('.hero canvas').width > 1");
        return visit;
    }

    public Task<T> Value<T>(string expression, object? argument = null) => Patience.Within(Page.EvaluateAsync<T>(expression, argument), expression);

    /// <summary>Waits until an expression is true. Playwright's own way needs eval, which the page forbids.</summary>
    public Task Until(string expression) => Patience.Until(() => Value<bool>($"Boolean({expression})"), expression);

    /// <summary>The code that the sliders and the picture stand for, as the page hands it out.</summary>
    public async Task<float[]> Code()
    {
        await Page.GetByRole(AriaRole.Button, new() { Name = "Copy code" }).ClickAsync();
        return System.Text.Json.JsonSerializer.Deserialize<float[]>(await Value<string>("navigator.clipboard.readText()"))!;
    }

    /// <summary>The bytes of the large picture, one number for each pixel.</summary>
    public Task<int[]> Picture(string canvas = ".hero .frame canvas") => Value<int[]>(
        "name => { const c = document.querySelector(name); return [...new Uint32Array(c.getContext('2d').getImageData(0, 0, c.width, c.height).data.buffer)].map(v => v & 0xffffff); }", canvas);

    /// <summary>Does something, and waits until another picture has been drawn.</summary>
    public async Task Drawn(Func<Task> act)
    {
        await Value<bool>("(window.pictured = false, document.querySelector('.hero .frame canvas').addEventListener('drawn', () => { window.pictured = true; }, { once: true }), true)");
        await act();
        await Until("window.pictured");
    }

    /// <summary>Moves the mouse over the plane until a test picture is under it; where that is.</summary>
    public async Task<(float X, float Y)> PointAtSomething()
    {
        var box = (await Plane.BoundingBoxAsync())!;
        for (int i = 0; i < 300; i++)
        {
            float x = box.X + 30 + (173 * i % (box.Width - 60)), y = box.Y + 30 + (109 * i % (box.Height - 60));
            await Page.Mouse.MoveAsync(x, y);
            if (await Page.Locator(".stage .card").IsVisibleAsync()) return (x, y);
        }
        throw new InvalidOperationException("No test picture was found on the plane.");
    }

    public void HadNothingToComplainOf() => Assert.Empty(complaints);

    public async ValueTask DisposeAsync() => await Patience.Within(context.CloseAsync());
}
