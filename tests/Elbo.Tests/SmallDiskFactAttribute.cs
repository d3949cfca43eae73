using System.ComponentModel;
using System.Diagnostics;

namespace Elbo.Tests;

/// <summary>A fact about a disk that is really full: skipped, and saying so, where this process may not mount one.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SmallDiskFactAttribute : FactAttribute
{
    private static readonly Lazy<bool> Allowed = new(() =>
    {
        using var folder = new TemporaryFolder();
        return OperatingSystem.IsLinux() && Mount(folder.Path) && Unmount(folder.Path);
    });

    public SmallDiskFactAttribute()
    {
        if (!Allowed.Value) Skip = "This process may not mount a small disk; AtomicFileTests simulate a full one.";
    }

    /// <summary>Mounts a disk of 64 KiB in memory over a folder.</summary>
    public static bool Mount(string folder) => Run("mount", "-t", "tmpfs", "-o", "size=64k", "elbo-test", folder);

    /// <summary>Takes the disk away.</summary>
    public static bool Unmount(string folder) => Run("umount", folder);

    private static bool Run(string command, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
