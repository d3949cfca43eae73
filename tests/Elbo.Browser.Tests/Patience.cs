using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Elbo.Browser.Tests;

/// <summary>An end to waits that have none of their own, as Playwright's for a script.</summary>
internal static class Patience
{
    public static readonly TimeSpan Most = TimeSpan.FromSeconds(60);

    /// <summary>What the work gives.</summary>
    /// <exception cref="TimeoutException">It takes too long; with what was waited for.</exception>
    public static async Task<T> Within<T>(Task<T> work, [CallerArgumentExpression(nameof(work))] string what = "")
    {
        await Within((Task)work, what);
        return await work;
    }

    /// <summary>Waits for the work.</summary>
    /// <exception cref="TimeoutException">It takes too long; with what was waited for.</exception>
    public static async Task Within(Task work, [CallerArgumentExpression(nameof(work))] string what = "")
    {
        try
        {
            await work.WaitAsync(Most);
        }
        catch (TimeoutException) when (!work.IsCompleted)
        {
            throw new TimeoutException($"Waited {Most.TotalSeconds:F0} seconds for: {what}");
        }
    }

    /// <summary>Asks again and again until something holds.</summary>
    /// <exception cref="TimeoutException">It takes too long; with what was waited for.</exception>
    public static async Task Until(Func<Task<bool>> holds, string what)
    {
        for (var clock = Stopwatch.StartNew(); !await holds(); await Task.Delay(40))
        {
            if (clock.Elapsed > Most) throw new TimeoutException($"Waited {Most.TotalSeconds:F0} seconds for: {what}");
        }
    }
}
