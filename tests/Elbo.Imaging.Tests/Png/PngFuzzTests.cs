using System.Diagnostics;
using Xunit.Abstractions;

namespace Elbo.Imaging.Tests;

/// <summary>20,000 damaged files a run, or as many as the environment variable ELBO_FUZZ says.</summary>
public sealed class PngFuzzTests(ITestOutputHelper output)
{
    /// <summary>Tight, so that what a damaged file can make the reader allocate is small.</summary>
    private const int MaxPixels = 1 << 18, MaxFileBytes = 1 << 16;

    /// <summary>The largest picture, the compressed data gathered and grown, rows, streams and a message.</summary>
    private const long MostBytes = 4L * MaxPixels + (1 << 20);

    [Fact]
    public void A_damaged_file_is_read_or_refused_and_nothing_else()
    {
        int executions = (int)Mutations.Executions(20_000);
        byte[][] files = EveryKind(new Random(20260101));
        int refused = 0;
        for (int trial = 0; trial < executions; trial++)
        {
            // A trial depends on nothing but its number, so that a failing one can be run alone.
            byte[] file = PngMutations.Mutate(files[trial % files.Length], files, new Random(trial));
            long allocated = GC.GetAllocatedBytesForCurrentThread();
            long started = Stopwatch.GetTimestamp();
            try
            {
                Pixmap picture = Png.Read(file, new() { MaxPixels = MaxPixels, MaxFileBytes = MaxFileBytes });
                Assert.InRange((long)picture.Width * picture.Height, 1, MaxPixels);
            }
            catch (InvalidDataException e)
            {
                Assert.Contains("PNG", e.Message, StringComparison.Ordinal); // ours, not a library's
                Assert.EndsWith(".", e.Message, StringComparison.Ordinal);
                refused++;
            }
            catch (Exception e)
            {
                Assert.Fail($"Trial {trial} ended with {e.GetType().Name}: {Convert.ToBase64String(file)}{Environment.NewLine}{e}");
            }
            allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
            Assert.True(allocated <= MostBytes, $"Trial {trial} allocated {allocated} bytes: {Convert.ToBase64String(file)}");
            // A loaded machine may stop us for a while; a hang is longer.
            Assert.True(Stopwatch.GetElapsedTime(started).TotalSeconds < 10, $"Trial {trial} took {Stopwatch.GetElapsedTime(started)}: {Convert.ToBase64String(file)}");
        }
        output.WriteLine($"{executions} damaged files, {refused} refused");
        // Neither is every mutation noticed nor none: the damage reaches all of the reader.
        Assert.InRange(refused, executions / 2, executions * 19 / 20);
    }

    [Fact]
    public void A_trial_is_repeatable()
    {
        byte[][] files = EveryKind(new Random(1));
        Assert.Equal(PngMutations.Mutate(files[3], files, new Random(77)), PngMutations.Mutate(files[3], files, new Random(77)));
    }

    /// <summary>Every colour type, depth and interlacing, with and without transparency, in one or several data chunks.</summary>
    private static byte[][] EveryKind(Random random)
    {
        var files = new List<byte[]>();
        foreach ((int colour, int[] depths) in new (int, int[])[] { (0, [1, 2, 4, 8, 16]), (2, [8, 16]), (3, [1, 2, 4, 8]), (4, [8, 16]), (6, [8, 16]) })
            foreach (int depth in depths)
                foreach (bool interlaced in new[] { false, true })
                    foreach (bool transparent in colour < 4 ? new[] { false, true } : [false])
                        files.Add(PngReaderTests.Random(random, random.Next(1, 12), random.Next(1, 12), depth, colour, interlaced, transparent)
                            .Encode(random, dataChunk: random.Next(2) == 0 ? 50 : int.MaxValue));
        return [.. files];
    }
}
