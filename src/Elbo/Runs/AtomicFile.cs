using System.Text;

namespace Elbo.Runs;

/// <summary>
/// Writes a file so that it is there whole or not at all: to a temporary file beside it, flushed to disk, then renamed.
/// Whatever goes wrong, an earlier file of that name stays as it was.
/// </summary>
public static class AtomicFile
{
    /// <summary>How temporary files end; a process that is killed can leave some behind for <see cref="Sweep"/>.</summary>
    public const string TemporaryEnding = ".elbo-tmp";

    /// <summary>Writes the file with <paramref name="content"/>.</summary>
    /// <exception cref="ElboException">The file cannot be written; the message names it and what to do. Other errors of the content pass through.</exception>
    public static void Write(string path, Action<Stream> content)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(content);
        string temporary = $"{path}.{Guid.NewGuid():N}"[..(path.Length + 9)] + TemporaryEnding;
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16))
            {
                content(stream);
                stream.Flush(flushToDisk: true);
            }
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception cause)
        {
            Delete(temporary);
            if (cause is IOException or UnauthorizedAccessException) throw Failure(path, cause);
            throw;
        }
    }

    /// <summary>Writes the file as UTF-8 without a byte-order mark.</summary>
    /// <inheritdoc cref="Write"/>
    public static void WriteText(string path, string text) => Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));

    /// <summary>Deletes temporary files that a killed process left in a folder. Only for folders that nobody else writes to now.</summary>
    public static void Sweep(string folder)
    {
        if (!Directory.Exists(folder)) return;
        foreach (string file in Directory.EnumerateFiles(folder, "*" + TemporaryEnding)) Delete(file);
    }

    /// <summary>One sentence about a file or folder that cannot be written.</summary>
    internal static ElboException Failure(string path, Exception cause)
    {
        string why = cause switch
        {
            _ when IsFull(cause) => "the disk is full; free some space and run again",
            DirectoryNotFoundException => "its folder does not exist; create it or choose another path",
            PathTooLongException => "the path is too long; choose a shorter one",
            UnauthorizedAccessException => "writing there is not allowed; check the permissions or choose another path",
            _ when Directory.Exists(path) => "a folder of that name is in the way; choose another path",
            _ => $"the system said {Quoted.Text(cause.Message.TrimEnd('.'))}; check the disk or choose another path",
        };
        return new ElboException($"Could not write {path}: {why}.", cause);
    }

    // ENOSPC and EDQUOT on Linux and macOS; ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL on Windows.
    private static bool IsFull(Exception cause) =>
        cause is IOException && cause.HResult is 28 or 122 or 69 or unchecked((int)0x80070070) or unchecked((int)0x80070027);

    private static void Delete(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The first error is the one to report.
        }
    }
}
