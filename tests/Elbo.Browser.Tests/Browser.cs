using System.Diagnostics;

namespace Elbo.Browser.Tests;

/// <summary>A headless Chromium without a network, spoken to in its DevTools protocol.</summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string profile = Directory.CreateTempSubdirectory("elbo-browser-").FullName;
    private Process? process;
    private DevTools? tools;

    /// <summary>Starts the browser, where there is one.</summary>
    public async Task InitializeAsync()
    {
        if (ChromiumFactAttribute.Executable is not { } chromium) return;
        var start = new ProcessStartInfo(chromium) { RedirectStandardError = true, RedirectStandardOutput = true };
        // A root user, as in many containers, has no sandbox; the pages are our own. Every host but this machine is unknown.
        foreach (string word in new[] { "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--disable-extensions",
            "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1", "--hide-scrollbars", "--remote-debugging-port=0", "--user-data-dir=" + profile, "about:blank" })
            start.ArgumentList.Add(word);
        process = Process.Start(start)!;
        var address = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        const string Before = "DevTools listening on ";
        process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data?.StartsWith(Before, StringComparison.Ordinal) == true) address.TrySetResult(new Uri(line.Data[Before.Length..]));
        };
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        tools = await DevTools.Connect(await address.Task.WaitAsync(Patience));
    }

    /// <summary>Opens a page in a window of this size.</summary>
    /// <param name="address">Its address.</param>
    /// <param name="width">CSS pixels.</param>
    /// <param name="height">CSS pixels.</param>
    /// <param name="dark">What the reader prefers.</param>
    /// <param name="phone">Whether it is a phone with a finger and fine pixels.</param>
    /// <param name="still">Whether the reader wants no motion.</param>
    internal Task<Page> Open(Uri address, int width = 1280, int height = 900, bool dark = false, bool phone = false, bool still = false) =>
        Page.Open(tools!, address, width, height, dark, phone, still);

    public async Task DisposeAsync()
    {
        if (tools is not null) await tools.DisposeAsync();
        if (process is not null)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            process.Dispose();
        }
        for (int attempt = 0; attempt < 20 && Directory.Exists(profile); attempt++)
        {
            try
            {
                Directory.Delete(profile, recursive: true);
            }
            catch (IOException)
            {
                // Its helpers end a moment later.
                await Task.Delay(100);
            }
        }
    }
}
