using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Elbo.Runs;

/// <summary>
/// Flushes files and folders to disk. On Linux and macOS .NET says nothing of a flush that failed and opens no folders, whose names
/// outlive a power cut only when flushed, so that two calls go to the system itself. Windows keeps names in a journal of its own.
/// </summary>
internal static class DiskFlush
{
    private const int ReadOnly = 0, Interrupted = 4, NoSuchFlush = 22;

    /// <summary>Flushes what was written to a file.</summary>
    /// <exception cref="IOException">The disk did not take all of it.</exception>
    public static void Of(FileStream stream)
    {
        stream.Flush();
        Of(stream.SafeFileHandle);
    }

    /// <summary>Flushes the folder that holds this file or folder. Where the system cannot open a folder, nothing happens.</summary>
    /// <exception cref="IOException">The disk reported an error.</exception>
    public static void Around(string path)
    {
        if (OperatingSystem.IsWindows() || Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path))) is not { } folder) return;
        using var handle = new SafeFileHandle(Open(Encoding.UTF8.GetBytes(folder + '\0'), ReadOnly), ownsHandle: true);
        if (handle.IsInvalid) return;
        try
        {
            Of(handle);
        }
        catch (IOException error) when (!DiskTrouble.IsOfDisk(error))
        {
            // Some network disks flush no folders and say so in their own ways.
        }
    }

    /// <summary>Flushes an open file or folder.</summary>
    /// <exception cref="IOException">The disk reported an error, with the system's number of it as its result.</exception>
    internal static void Of(SafeFileHandle handle)
    {
        // Ours first: the system tells of an error once only.
        while (!OperatingSystem.IsWindows() && Flush(handle) != 0)
        {
            int error = Marshal.GetLastPInvokeError();
            // Devices and some network disks have nothing to flush.
            if (error == NoSuchFlush) return;
            if (error != Interrupted) throw new IOException(Marshal.GetPInvokeErrorMessage(error), error);
        }
        // On macOS this empties the drive's own cache as well.
        if (!OperatingSystem.IsLinux()) RandomAccess.FlushToDisk(handle);
    }

    [DllImport("libc", EntryPoint = "open")]
    private static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static extern int Flush(SafeFileHandle file);
}
