using Microsoft.Playwright;

namespace Elbo.Browser.Tests.Explorer;

/// <summary>The streams of events that a page opens, and whether its tab is seen.</summary>
internal static class Streams
{
    private const string Script = """
        // Those that are open, and all that were ever made.
        window.streams = new Set();
        window.made = [];
        const Real = EventSource;
        window.EventSource = class extends Real {
          constructor(address) { super(address); window.streams.add(this); window.made.push(this); }
          close() { super.close(); window.streams.delete(this); }
        };
        window.seen = shown => {
          Object.defineProperty(document, 'hidden', { configurable: true, get: () => !shown });
          document.dispatchEvent(new Event('visibilitychange'));
        };
        """;

    public static Task Watch(IPage page) => page.AddInitScriptAsync(Script);

    /// <summary>Opens a finished run, and waits until its own stream has told all.</summary>
    public static async Task<ExplorerVisit> OpenRun(Chromium chromium, Uri address, string run, string more = "")
    {
        var visit = await ExplorerVisit.OpenRun(chromium, address, run, more, before: Watch);
        await visit.Until("window.streams.size === 0");
        return visit;
    }

    /// <summary>Tells the page of another checkpoint.</summary>
    public static Task TellCheckpoint(this ExplorerVisit visit, long step) => visit.Value<bool>(
        "checkpoint => window.made.at(-1).dispatchEvent(new MessageEvent('state', { data: JSON.stringify({ state: 'finished', step: checkpoint, checkpoint }) }))", step);
}
