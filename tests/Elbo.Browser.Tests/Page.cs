using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Elbo.Browser.Tests;

/// <summary>A page from a file, with what it complained of and asked the network for.</summary>
internal sealed class Page : IAsyncDisposable
{
    private readonly IBrowserContext context;
    private readonly IPage page;

    private Page(IBrowserContext context, IPage page) => (this.context, this.page) = (context, page);

    /// <summary>Errors and warnings of scripts and of the browser about the page.</summary>
    public ConcurrentQueue<string> Complaints { get; } = new();

    /// <summary>Addresses that were asked for, without those that hold their data.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>Opens it in a window of this size.</summary>
    /// <param name="chromium">The browser.</param>
    /// <param name="address">Its address.</param>
    /// <param name="dark">What the reader prefers.</param>
    /// <param name="phone">Whether it is a phone with a finger and fine pixels.</param>
    /// <param name="still">Whether the reader wants no motion.</param>
    public static async Task<Page> Open(Chromium chromium, Uri address, bool dark = false, bool phone = false, bool still = false)
    {
        var context = await chromium.Window(1280, phone, dark, still);
        var opened = new Page(context, await context.NewPageAsync());
        opened.page.PageError += (_, error) => opened.Complaints.Enqueue(error);
        opened.page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning" or "assert") opened.Complaints.Enqueue(message.Text);
        };
        opened.page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith("data:", StringComparison.Ordinal)) opened.Requests.Enqueue(request.Url);
        };
        await opened.page.GotoAsync(address.AbsoluteUri);
        return opened;
    }

    /// <summary>Evaluates an expression for what it does.</summary>
    public Task Do(string expression) => Patience.Within(page.EvaluateAsync(expression), expression);

    public async Task<string> Text(string expression) => await Patience.Within(page.EvaluateAsync<string?>(expression), expression) ?? "";

    public Task<double> Number(string expression) => Patience.Within(page.EvaluateAsync<double>(expression), expression);

    public Task<bool> Is(string expression) => Patience.Within(page.EvaluateAsync<bool>(expression), expression);

    /// <summary>Waits until an expression is true. Playwright's own way needs eval, which the page forbids.</summary>
    public Task Until(string expression) => Patience.Until(() => Is($"Boolean({expression})"), expression);

    /// <summary>Moves the mouse to a place in the window.</summary>
    public Task Move(double x, double y) => page.Mouse.MoveAsync((float)x, (float)y);

    /// <summary>Presses the mouse's first button, or lets it go.</summary>
    public Task Press(bool down) => down ? page.Mouse.DownAsync() : page.Mouse.UpAsync();

    /// <summary>Turns the wheel where the mouse is; downwards is positive.</summary>
    public Task Wheel(float by) => page.Mouse.WheelAsync(0, by);

    public Task Press(string key) => page.Keyboard.PressAsync(key);

    /// <summary>The fingers of a phone.</summary>
    public async Task<Fingers> Fingers() => new(await context.NewCDPSessionAsync(page));

    public async ValueTask DisposeAsync() => await Patience.Within(context.CloseAsync());
}
