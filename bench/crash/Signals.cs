using System.Runtime.InteropServices;

namespace Elbo.Crash;

/// <summary>Signals without the milliseconds that a process for them takes, in which a file is written.</summary>
internal static class Signals
{
    public const int Kill = 9, Stop = 19;

    /// <summary>Sends a signal; nothing happens if the process is gone.</summary>
    public static void Send(int process, int signal) => _ = KillOf(process, signal);

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int KillOf(int process, int signal);
}
