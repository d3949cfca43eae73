using System.Diagnostics;
using Elbo.Fuzz.Targets;

namespace Elbo.Tests.Corpus;

/// <summary>The files that fuzzing kept (<c>bench/fuzz</c>): those that once went wrong, and a few that reach most of each reader.</summary>
public sealed class CorpusTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Corpus");

    public static TheoryData<string> Readers => [.. AllTargets.In("").Select(target => target.Name)];

    [Fact]
    public void Every_reader_of_files_has_a_corpus() =>
        Assert.Equal(AllTargets.In("").Select(target => target.Name).Order(StringComparer.Ordinal), Directory.GetDirectories(Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Readers))]
    public void Every_file_is_read_or_refused_in_a_sentence_in_little_time_and_memory(string reader)
    {
        using var scratch = new TemporaryFolder();
        var target = AllTargets.In(scratch.Path).Single(target => target.Name == reader);
        string[] files = Directory.GetFiles(Path.Combine(Folder, reader), "*.bin");
        Assert.NotEmpty(files);
        // What is allocated once in the life of a process is no file's fault.
        foreach (string path in files) Read(target, path, out _);
        foreach (string path in files)
        {
            var clock = Stopwatch.StartNew();
            Read(target, path, out long allocated);
            // A loaded machine may stop us for a while; a hang is longer.
            Assert.True(clock.Elapsed.TotalSeconds < 10, $"{path} takes {clock.Elapsed}.");
            Assert.True(allocated <= target.Memory((int)new FileInfo(path).Length), $"{path} makes {reader}'s reader allocate {allocated} bytes.");
        }
    }

    [Theory]
    [MemberData(nameof(Readers))]
    public void The_valid_files_that_fuzzing_begins_with_are_read(string reader)
    {
        using var scratch = new TemporaryFolder();
        var target = AllTargets.In(scratch.Path).Single(target => target.Name == reader);
        Assert.Contains(target.Seeds().ToArray(), seed => Accepts(target, seed));
    }

    private static void Read(Target target, string path, out long allocated)
    {
        byte[] file = File.ReadAllBytes(path);
        allocated = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            target.Read(file);
        }
        catch (Exception error)
        {
            Assert.True(target.IsRefusal(error), $"{path} ends with {error}");
        }
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
    }

    private static bool Accepts(Target target, byte[] seed)
    {
        try
        {
            return target.Read(seed);
        }
        catch (Exception error) when (target.IsRefusal(error))
        {
            return false;
        }
    }
}
