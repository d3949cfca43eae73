using System.Diagnostics;

namespace Elbo.ServingBench;

/// <summary>So many callers, each of which asks again as soon as it is answered.</summary>
internal static class Load
{
    /// <summary>Answers a second, and the median and 99th percentile of how long one took, in microseconds.</summary>
    public static (double Rate, double Median, double Slowest) Run(int callers, TimeSpan duration, Action<int> ask)
    {
        var latencies = new List<double>[callers];
        using var start = new Barrier(callers);
        var threads = Enumerable.Range(0, callers).Select(caller => new Thread(() =>
        {
            var mine = latencies[caller] = new List<double>(1 << 16);
            for (int warm = 0; warm < 20; warm++) ask(caller);
            start.SignalAndWait();
            long end = Stopwatch.GetTimestamp() + (long)(duration.TotalSeconds * Stopwatch.Frequency);
            while (Stopwatch.GetTimestamp() < end)
            {
                long before = Stopwatch.GetTimestamp();
                ask(caller);
                mine.Add(Stopwatch.GetElapsedTime(before).TotalMicroseconds);
            }
        })).ToArray();
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
        double[] all = [.. latencies.SelectMany(some => some).Order()];
        return (all.Length / duration.TotalSeconds, all[all.Length / 2], all[(int)(all.Length * 0.99)]);
    }
}
