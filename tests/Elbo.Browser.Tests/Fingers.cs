using Microsoft.Playwright;

namespace Elbo.Browser.Tests;

/// <summary>Fingers on the screen, of which Playwright itself only taps with one.</summary>
internal sealed class Fingers(ICDPSession session) : IAsyncDisposable
{
    public Task Touch(string type, params (double X, double Y)[] fingers) => session.SendAsync("Input.dispatchTouchEvent", new Dictionary<string, object>
    {
        ["type"] = type,
        ["touchPoints"] = fingers.Select((finger, i) => new Dictionary<string, object> { ["x"] = finger.X, ["y"] = finger.Y, ["id"] = i }).ToArray(),
    });

    public async ValueTask DisposeAsync() => await session.DetachAsync();
}
