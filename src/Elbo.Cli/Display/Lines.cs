using System.Diagnostics;

namespace Elbo.Cli.Display;

/// <summary>Progress as lines now and then, where no bar can be drawn.</summary>
internal static class Lines
{
    /// <summary>Time between two lines.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    /// <summary>A line every <see cref="Every"/> in these words.</summary>
    public static IProgress<T> Of<T>(Func<T, string> words)
    {
        var clock = Stopwatch.StartNew();
        return new ImmediateProgress<T>(value =>
        {
            if (clock.Elapsed < Every) return;
            clock.Restart();
            Terminal.Tell(words(value));
        });
    }
}
