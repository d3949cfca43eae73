using System.Text;

namespace Elbo.Runs;

/// <summary>
/// Writes a file so that it is there whole or not at all: to a temporary file beside it, flushed to disk, then renamed, then the
/// new name is flushed too. Whatever goes wrong, power cuts included, an earlier file of that name stays as it was until then.
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
                DiskFlush.Of(stream);
            }
            File.Move(temporary, path, overwrite: true);
            DiskFlush.Around(path);
        }
        catch (Exception cause)
        {
            Delete(temporary);
            if (DiskTrouble.Is(cause)) throw Failure(path, cause);
            throw;
        }
    }

    /// <summary>Writes the file as UTF-8 without a byte-order mark.</summary>
    /// <inheritdoc cref="Write"/>
    public static void WriteText(string path, string text) => Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));

    /// <summary>Deletes temporary files that a killed process left in a folder. Only for folders that nobody else writes to now.</summary>
    public static void Sweep(string folder)
    {
        try
        {
            if (!Directory.Exists(folder)) return;
            foreach (string file in Directory.EnumerateFiles(folder, "*" + TemporaryEnding)) Delete(file);
        }
        catch (Exception error) when (DiskTrouble.Is(error))
        {
            // They can wait for the next time.
        }
    }

    /// <summary>One sentence about a file or folder that cannot be written.</summary>
    internal static ElboException Failure(string path, Exception cause) => new($"Could not write {path}: {DiskTrouble.Reason(path, cause)}.", cause);

    private static void Delete(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception error) when (DiskTrouble.Is(error))
        {
            // The first error is the one to report.
        }
    }
}
