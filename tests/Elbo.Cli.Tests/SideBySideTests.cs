using System.Diagnostics;

namespace Elbo.Cli.Tests;

/// <summary>Training processes that share a machine too small for them; twenty at once, in more surroundings, are bench/endurance's.</summary>
public sealed class SideBySideTests(Workplace place) : IClassFixture<Workplace>
{
    private const int Processes = 6;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    /// <summary>More threads than cores; all processes on one core; and one core of which .NET believes that it is sixteen.</summary>
    [Theory]
    [InlineData("crowded", "7", null, false)]
    [InlineData("one-core", "7", null, true)]
    [InlineData("misled", null, "16", true)]
    public async Task All_end_with_the_bits_of_one_alone(string name, string? threads, string? processors, bool oneCore)
    {
        // Elsewhere a process cannot be held to a core from its first moment.
        if (oneCore && !OperatingSystem.IsLinux()) return;
        byte[] alone = File.ReadAllBytes(place.Newest(place.FinishedRun));
        var children = new List<Process>();
        try
        {
            for (int i = 0; i < Processes; i++) children.Add(Start($"{name}-{i}", threads, processors, oneCore));
            var errors = children.Select(child => child.StandardError.ReadToEndAsync()).ToArray();
            var clock = Stopwatch.StartNew();
            for (int i = 0; i < Processes; i++)
            {
                var left = Patience - clock.Elapsed;
                Assert.True(children[i].WaitForExit(left > TimeSpan.Zero ? left : TimeSpan.Zero), $"process {i} has not ended in {Patience.TotalSeconds} s");
                Assert.True(children[i].ExitCode == 0, await errors[i]);
                Assert.Equal(alone, File.ReadAllBytes(place.Newest($"{name}-{i}")));
            }
        }
        finally
        {
            foreach (var child in children)
            {
                if (!child.HasExited) child.Kill(entireProcessTree: true);
                child.Dispose();
            }
        }
    }

    // Where a container has cores of its own, the machine's first need not be one of them.
    private static string FirstCore => File.ReadLines("/proc/self/status").First(line => line.StartsWith("Cpus_allowed_list:", StringComparison.Ordinal)).Split('\t', ',', '-')[1];

    private Process Start(string name, string? threads, string? processors, bool oneCore)
    {
        string[] before = oneCore ? ["taskset", "-c", FirstCore, "dotnet"] : ["dotnet"];
        // The steps of the finished run, which nothing else may differ from.
        string[] words = [.. before[1..], Path.Combine(AppContext.BaseDirectory, "Elbo.Cli.dll"), .. Workplace.TrainWords(name, "--steps", "20", "--quiet"), .. threads is null ? (string[])[] : ["--threads", threads]];
        var start = new ProcessStartInfo(before[0], words) { WorkingDirectory = place.Folder, RedirectStandardError = true };
        start.Environment["XDG_CACHE_HOME"] = place["cache"];
        if (processors is not null) start.Environment["DOTNET_PROCESSOR_COUNT"] = processors;
        return Process.Start(start)!;
    }
}
