using System.Globalization;
using Elbo.Runs;

namespace Elbo.Formats.TensorBoard;

/// <summary>
/// An event file <c>events.out.tfevents.SECONDS.HOST</c>, begun when the first events are appended. It is opened for each
/// append only, so that what was appended can be read at once and a kill loses nothing.
/// </summary>
internal sealed class EventFile
{
    private const string Prefix = "events.out.tfevents.";

    private readonly string folder;
    private readonly Func<bool, IEnumerable<byte[]>> opening;
    private string? path;
    private bool first;

    /// <summary>A file to be.</summary>
    /// <param name="folder">Where; it need not exist yet.</param>
    /// <param name="opening">Gives the events that come before all others, told whether this is the folder's first file.</param>
    public EventFile(string folder, Func<bool, IEnumerable<byte[]>> opening) => (this.folder, this.opening) = (folder, opening);

    /// <summary>Adds events.</summary>
    /// <exception cref="ElboException">The file cannot be written; it then holds what it held before, and the events are lost.</exception>
    public void Append(params ReadOnlySpan<byte[]> events)
    {
        try
        {
            // Once begun, a run's own folder that was deleted or renamed must not come back as an empty shell.
            if (path is null || Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(folder)))) Directory.CreateDirectory(folder);
            path ??= Path.Combine(folder, NewName());
            using var stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read | FileShare.Delete, 1);
            long end = stream.Seek(0, SeekOrigin.End);
            using var records = new MemoryStream();
            if (end == 0)
            {
                foreach (byte[] one in opening(first)) RecordStream.Write(records, one);
            }
            foreach (byte[] one in events) RecordStream.Write(records, one);
            try
            {
                stream.Write(records.GetBuffer().AsSpan(0, (int)records.Length));
            }
            catch (Exception error) when (DiskTrouble.Is(error))
            {
                // TensorBoard reads no further than a damaged record.
                stream.SetLength(end);
                throw;
            }
        }
        catch (Exception cause) when (DiskTrouble.Is(cause))
        {
            throw AtomicFile.Failure(path ?? folder, cause);
        }
    }

    /// <summary>A name behind all that are there: TensorBoard reads a folder's files in the order of their names.</summary>
    private string NewName()
    {
        long seconds = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        first = true;
        foreach (string file in Directory.EnumerateFiles(folder, Prefix + "*"))
        {
            first = false;
            var rest = Path.GetFileName(file.AsSpan())[Prefix.Length..];
            var digits = rest[..Math.Max(0, rest.IndexOf('.'))];
            if (digits.Length == 10 && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out long earlier))
                seconds = Math.Max(seconds, earlier + 1);
        }
        char[] host = Environment.MachineName.ToCharArray();
        foreach (ref char letter in host.AsSpan())
        {
            if (!char.IsAsciiLetterOrDigit(letter) && letter is not ('-' or '_')) letter = '-';
        }
        return string.Create(CultureInfo.InvariantCulture, $"{Prefix}{seconds:D10}.{new string(host)}");
    }
}
