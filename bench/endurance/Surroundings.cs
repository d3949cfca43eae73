namespace Elbo.Endurance;

/// <summary>What 20 processes are given of the machine.</summary>
/// <param name="Name">As the table calls it.</param>
/// <param name="Threads">Threads of each process; 0 for as many as it finds cores.</param>
/// <param name="Before">Words that come before the command.</param>
/// <param name="Processors">The number of cores that .NET is told there are, or null.</param>
/// <param name="Missing">Why this cannot be tried here, or null.</param>
internal sealed record Surroundings(string Name, int Threads, IReadOnlyList<string> Before, string? Processors = null, string? Missing = null)
{
    /// <summary>All that are tried. A group that limits processor time is made as they are gone through.</summary>
    public static IEnumerable<Surroundings> All(int threads)
    {
        yield return new($"{threads} threads each", threads, []);
        yield return new($"{threads} threads each, all on one core (taskset)", threads, ["taskset", "-c", "0"], Missing: InPath("taskset") ? null : "there is no taskset here");
        using (var group = CpuGroup.TryMake(0.5))
            yield return new($"{threads} threads each, half a core for all together (cgroup)", threads, group?.Words ?? [], Missing: group is null ? "no cgroup with a limit on processor time can be made here" : null);
        using (var group = CpuGroup.TryMake(1.5))
            yield return new("as many threads as .NET finds cores under a limit of 1.5 cores (cgroup)", 0, group?.Words ?? [], Missing: group is null ? "no cgroup with a limit on processor time can be made here" : null);
        yield return new("as many threads as .NET finds cores, told that there is 1 (DOTNET_PROCESSOR_COUNT)", 0, [], "1");
        yield return new("as many threads as .NET finds cores, told that there are 16 (DOTNET_PROCESSOR_COUNT)", 0, [], "16");
    }

    private static bool InPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));
}
