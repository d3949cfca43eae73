using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Elbo.Runs;

/// <summary>
/// Flushes a folder to disk: on Linux and macOS the names in it, such as that of a file just renamed, outlive a power cut only then.
/// Windows keeps names in a journal of its own and has no such call.
/// </summary>
internal static class FolderFlush
{
    private const int ReadOnly = 0;

    /// <summary>Flushes the folder that holds this file or folder. Where the system cannot do that to a folder, nothing happens.</summary>
    /// <exception cref="IOException">The disk reported an error.</exception>
    public static void Around(string path)
    {
        if (OperatingSystem.IsWindows() || Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path))) is not { } folder) return;
        using var handle = TryOpen(folder);
        // Ends quietly on file systems that flush no folders.
        if (handle is { IsInvalid: false }) RandomAccess.FlushToDisk(handle);
    }

    /// <summary>.NET opens no folders, so that one call goes to the system itself.</summary>
    private static SafeFileHandle? TryOpen(string folder)
    {
        try
        {
            return new SafeFileHandle(Open(Encoding.UTF8.GetBytes(folder + '\0'), ReadOnly), ownsHandle: true);
        }
        catch (Exception error) when (error is DllNotFoundException or EntryPointNotFoundException)
        {
            return null;
        }
    }

    [DllImport("libc", EntryPoint = "open")]
    private static extern int Open(byte[] path, int flags);
}
