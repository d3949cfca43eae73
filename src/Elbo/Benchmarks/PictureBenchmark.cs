using System.Diagnostics;
using Elbo.Imaging;

namespace Elbo.Benchmarks;

/// <summary>What decoding a picture costs on one thread.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Width">Pixels in a row.</param>
/// <param name="Height">Rows.</param>
/// <param name="Milliseconds">Median time of one decoding, the file being in memory.</param>
/// <param name="MegabytesPerSecond">Decoded bytes, 10⁶ a second.</param>
public sealed record PictureTiming(string File, int Width, int Height, double Milliseconds, double MegabytesPerSecond);

/// <summary>Times the decoding of PNG and JPEG files.</summary>
public static class PictureBenchmark
{
    private const int WarmUp = 50, Least = 20;

    /// <summary>Decodes a file again and again for about <paramref name="budget"/> after a warm-up.</summary>
    /// <exception cref="ElboException">The file cannot be read or is no picture.</exception>
    public static PictureTiming Measure(string path, TimeSpan budget, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        try
        {
            byte[] file = File.ReadAllBytes(path);
            var picture = PictureFile.Read(file);
            var times = new List<double>();
            var clock = Stopwatch.StartNew();
            for (int i = 0; times.Count < Least || clock.Elapsed < budget; i++)
            {
                cancellation.ThrowIfCancellationRequested();
                long start = Stopwatch.GetTimestamp();
                PictureFile.Read(file);
                if (i >= WarmUp) times.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
            }
            times.Sort();
            double median = times[times.Count / 2];
            return new(Path.GetFileName(path), picture.Width, picture.Height, median * 1e3, picture.Pixels.Length / median / 1e6);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new ElboException($"{path} cannot be timed: {cause.Message}", cause);
        }
    }
}
