using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace Elbo.Browser.Tests;

/// <summary>A page in the browser, with what it complained of and asked the network for.</summary>
internal sealed class Page : IAsyncDisposable
{
    private readonly DevTools tools;
    private readonly string target, session;
    private readonly TaskCompletionSource loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Page(DevTools tools, string target, string session) => (this.tools, this.target, this.session) = (tools, target, session);

    /// <summary>Errors and warnings of scripts and of the browser about the page.</summary>
    public ConcurrentQueue<string> Complaints { get; } = new();

    /// <summary>Addresses that were asked for, without those that hold their data.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    public static async Task<Page> Open(DevTools tools, Uri address, int width, int height, bool dark, bool phone, bool still)
    {
        string target = (string)(await tools.Send("Target.createTarget", new() { ["url"] = "about:blank" }))["targetId"]!;
        string session = (string)(await tools.Send("Target.attachToTarget", new() { ["targetId"] = target, ["flatten"] = true }))["sessionId"]!;
        var page = new Page(tools, target, session);
        tools.Listen(session, page.Take);
        foreach (string domain in new[] { "Page", "Runtime", "Log", "Network" }) await page.Send(domain + ".enable");
        await page.Send("Emulation.setDeviceMetricsOverride", new() { ["width"] = width, ["height"] = height, ["deviceScaleFactor"] = phone ? 2 : 1, ["mobile"] = phone });
        await page.Send("Emulation.setTouchEmulationEnabled", new() { ["enabled"] = phone });
        await page.Send("Emulation.setEmulatedMedia", new()
        {
            ["features"] = new JsonArray(
                new JsonObject { ["name"] = "prefers-color-scheme", ["value"] = dark ? "dark" : "light" },
                new JsonObject { ["name"] = "prefers-reduced-motion", ["value"] = still ? "reduce" : "no-preference" }),
        });
        await page.Send("Page.navigate", new() { ["url"] = address.AbsoluteUri });
        await page.loaded.Task.WaitAsync(TimeSpan.FromSeconds(60));
        return page;
    }

    public Task<JsonObject> Send(string method, JsonObject? parameters = null) => tools.Send(method, parameters, session);

    /// <summary>The value of an expression; promises are awaited.</summary>
    public async Task<JsonNode?> Value(string expression)
    {
        var answer = await Send("Runtime.evaluate", new() { ["expression"] = expression, ["returnByValue"] = true, ["awaitPromise"] = true });
        if (answer["exceptionDetails"] is { } thrown) throw new InvalidOperationException(thrown.ToJsonString());
        return answer["result"]!["value"];
    }

    public async Task<string> Text(string expression) => (string?)await Value(expression) ?? "";

    public async Task<double> Number(string expression) => (double)(await Value(expression))!;

    public async Task<bool> Is(string expression) => (bool)(await Value(expression))!;

    /// <summary>Waits until an expression is true.</summary>
    public async Task Until(string expression)
    {
        for (int attempt = 0; attempt < 200; attempt++)
        {
            if (await Is(expression)) return;
            await Task.Delay(50);
        }
        Assert.Fail($"Never true: {expression}");
    }

    /// <summary>A mouse event, such as <c>mouseMoved</c>, at a place in the window.</summary>
    public Task Mouse(string type, double x, double y, string button = "none", double wheel = 0)
    {
        var parameters = new JsonObject { ["type"] = type, ["x"] = x, ["y"] = y, ["button"] = button, ["clickCount"] = button == "none" ? 0 : 1 };
        if (type == "mouseWheel") (parameters["deltaX"], parameters["deltaY"]) = (0, wheel);
        return Send("Input.dispatchMouseEvent", parameters);
    }

    /// <summary>Touches the screen with fingers at these places, or moves or lifts them.</summary>
    public Task Touch(string type, params (double X, double Y)[] fingers) => Send("Input.dispatchTouchEvent", new()
    {
        ["type"] = type,
        ["touchPoints"] = new JsonArray([.. fingers.Select((finger, i) => new JsonObject { ["x"] = finger.X, ["y"] = finger.Y, ["id"] = i })]),
    });

    public async Task Key(string key)
    {
        foreach (string type in new[] { "keyDown", "keyUp" }) await Send("Input.dispatchKeyEvent", new() { ["type"] = type, ["key"] = key });
    }

    /// <summary>A PNG of the window, or of the whole page.</summary>
    public async Task<byte[]> Screenshot(bool whole = false) =>
        Convert.FromBase64String((string)(await Send("Page.captureScreenshot", new() { ["captureBeyondViewport"] = whole }))["data"]!);

    public async ValueTask DisposeAsync() => await tools.Send("Target.closeTarget", new() { ["targetId"] = target });

    private void Take(string method, JsonObject told)
    {
        if (method == "Page.loadEventFired") loaded.TrySetResult();
        if (method == "Runtime.exceptionThrown") Complaints.Enqueue(told["exceptionDetails"]!.ToJsonString());
        if (method == "Runtime.consoleAPICalled" && (string)told["type"]! is "error" or "warning" or "assert") Complaints.Enqueue(told["args"]!.ToJsonString());
        if (method == "Log.entryAdded" && (string)told["entry"]!["level"]! is "error" or "warning") Complaints.Enqueue((string)told["entry"]!["text"]!);
        if (method == "Network.requestWillBeSent" && (string)told["request"]!["url"]! is var url && !url.StartsWith("data:", StringComparison.Ordinal)) Requests.Enqueue(url);
    }
}
