using System.ComponentModel;
using System.Diagnostics;

namespace Elbo.Tests;

/// <summary>A fact about a disk that is really full: skipped, and saying so, where this process may not mount one.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SmallDiskFactAttribute : FactAttribute
{
    private static readonly Lazy<bool> Allowed = new(() =>
    {
        string folder = Directory.CreateTempSubdirectory("elbo-mount-").FullName;
        try
        {
            return OperatingSystem.IsLinux() && Mount(folder) && Unmount(folder);
        }
        finally
        {
            Directory.Delete(folder);
        }
    });

    public SmallDiskFactAttribute()
    {
        if (!Allowed.Value) Skip = "This process may not mount a small disk; AtomicFileTests simulate a full one.";
    }

    /// <summary>Mounts a disk of so many KiB in memory over a folder.</summary>
    public static bool Mount(string folder, int size = 64) => Run("mount", "-t", "tmpfs", "-o", $"size={size}k", "elbo-test", folder);

    /// <summary>Makes a mounted disk read-only.</summary>
    public static bool Protect(string folder) => Run("mount", "-o", "remount,ro", folder);

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
