using System.Globalization;

namespace Elbo.Endurance;

/// <summary>A control group of Linux whose processes together get only so much processor time. Making one needs root.</summary>
internal sealed class CpuGroup : IDisposable
{
    private const int Period = 100_000;
    private readonly string folder;

    private CpuGroup(string folder) => this.folder = folder;

    /// <summary>Words before a command that run it in the group.</summary>
    public IReadOnlyList<string> Words => ["sh", "-c", $"echo $$ > {folder}/cgroup.procs && exec \"$@\"", "sh"];

    /// <summary>A group of version 2 or 1 of the interface, or null where none can be made.</summary>
    public static CpuGroup? TryMake(double cores)
    {
        string quota = ((int)(cores * Period)).ToString(CultureInfo.InvariantCulture);
        return Make("/sys/fs/cgroup", "cpu.max", $"{quota} {Period}") ?? Make("/sys/fs/cgroup/cpu", "cpu.cfs_quota_us", quota);
    }

    private static CpuGroup? Make(string parent, string file, string limit)
    {
        string folder = Path.Combine(parent, string.Create(CultureInfo.InvariantCulture, $"elbo-together-{Environment.ProcessId}"));
        try
        {
            if (!Directory.Exists(parent)) return null;
            Directory.CreateDirectory(folder);
            // The system makes the file; where it does not, the parent knows no such limit.
            if (File.Exists(Path.Combine(folder, file)))
            {
                File.WriteAllText(Path.Combine(folder, file), limit);
                return new CpuGroup(folder);
            }
            Directory.Delete(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Not root, or a system that is read-only.
        }
        return null;
    }

    public void Dispose()
    {
        try
        {
            Directory.Delete(folder);
        }
        catch (IOException)
        {
            // The system takes a moment to see that the last process is gone; an empty group costs nothing.
        }
    }
}
