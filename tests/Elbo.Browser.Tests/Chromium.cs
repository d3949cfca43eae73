using Microsoft.Playwright;

namespace Elbo.Browser.Tests;

/// <summary>The installed Chromium, driven by Playwright; every other host is unknown to it.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private IPlaywright? playwright;

    /// <summary>The browser; where there is none, no test that needs it runs.</summary>
    public IBrowser Browser { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        if (ChromiumFactAttribute.Executable is not { } chromium) return;
        playwright = await Patience.Within(Playwright.CreateAsync());
        Assertions.SetDefaultExpectTimeout((float)Patience.Most.TotalMilliseconds);
        Browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = chromium,
            Timeout = (float)Patience.Most.TotalMilliseconds,
            // A root user, as in many containers, has no sandbox; the pages are our own.
            Args = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"],
        });
    }

    /// <summary>A window of its own, on a desk or on a phone with a finger and fine pixels.</summary>
    /// <param name="width">Of a desk's window.</param>
    /// <param name="phone">Whether it is a phone.</param>
    /// <param name="dark">What the reader prefers.</param>
    /// <param name="still">Whether the reader wants no motion.</param>
    /// <param name="permissions">What the page may do beyond what every page may.</param>
    public async Task<IBrowserContext> Window(int width, bool phone, bool dark, bool still, params string[] permissions)
    {
        var window = await Patience.Within(Browser.NewContextAsync(new()
        {
            ViewportSize = phone ? new() { Width = 390, Height = 844 } : new() { Width = width, Height = 900 },
            DeviceScaleFactor = phone ? 2 : 1,
            IsMobile = phone,
            HasTouch = phone,
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            ReducedMotion = still ? ReducedMotion.Reduce : ReducedMotion.NoPreference,
            Permissions = permissions,
        }), "a window");
        window.SetDefaultTimeout((float)Patience.Most.TotalMilliseconds);
        return window;
    }

    public async Task DisposeAsync()
    {
        if (playwright is null) return;
        await Patience.Within(Browser.CloseAsync());
        playwright.Dispose();
    }
}
