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
        playwright = await Playwright.CreateAsync();
        Assertions.SetDefaultExpectTimeout(60_000);
        Browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = chromium,
            // A root user, as in many containers, has no sandbox; the pages are our own.
            Args = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"],
        });
    }

    public async Task DisposeAsync()
    {
        if (playwright is null) return;
        await Browser.CloseAsync();
        playwright.Dispose();
    }
}
