using System.Security.Cryptography;
using Elbo.Runs;

namespace Elbo.Data;

/// <summary>
/// Fetches pinned files from mirrors in turn. A file arrives as <c>NAME.part</c>, which a later attempt continues, and
/// gets its name only once its SHA-256 is right.
/// </summary>
public sealed class Download : IDisposable
{
    private const int AttemptsPerMirror = 3;

    private readonly IReadOnlyList<Uri> mirrors;
    private readonly MirrorClient client;

    /// <summary>Prepares to fetch.</summary>
    /// <param name="mirrors">Folders on the web, asked in this order: HTTPS, or plain HTTP on this machine.</param>
    /// <param name="stall">How long a mirror may stay silent before the next is asked; 20 seconds when left out.</param>
    /// <exception cref="ElboException">A mirror's address is neither HTTPS nor on this machine.</exception>
    public Download(IReadOnlyList<Uri> mirrors, TimeSpan? stall = null)
    {
        foreach (var mirror in mirrors)
        {
            if (!MirrorClient.IsSafe(mirror))
                throw new ElboException($"Will not fetch from '{mirror}', which is not HTTPS; use an https:// address.");
        }
        this.mirrors = mirrors;
        client = new MirrorClient(stall ?? TimeSpan.FromSeconds(20));
    }

    /// <summary>Fetches the files that are not in a folder yet, or are there with another content.</summary>
    /// <param name="files">What to fetch.</param>
    /// <param name="folder">Created if need be.</param>
    /// <param name="progress">Told as bytes arrive.</param>
    /// <param name="cancel">Stops; what has arrived is kept for the next attempt.</param>
    /// <exception cref="ElboException">No mirror delivered a file, or the folder cannot be written.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public async Task FetchAsync(
        IReadOnlyList<DownloadFile> files, string folder, IProgress<DownloadProgress>? progress = null, CancellationToken cancel = default)
    {
        long total = 0, done = 0;
        foreach (var file in files) total += file.Length;
        string place = folder;
        try
        {
            Directory.CreateDirectory(folder);
            foreach (var file in files)
            {
                string path = place = Path.Combine(folder, file.Name);
                long before = done;
                void Tell(long received, Uri? mirror) => progress?.Report(new(file, received, mirror, before + received, total));
                if (await HasContentAsync(path, file, cancel).ConfigureAwait(false)) Tell(file.Length, null);
                else await FetchAsync(file, path, Tell, cancel).ConfigureAwait(false);
                done += file.Length;
            }
        }
        catch (Exception e) when (DiskTrouble.Is(e))
        {
            throw AtomicFile.Failure(place, e);
        }
    }

    /// <summary>Closes the connections.</summary>
    public void Dispose() => client.Dispose();

    private async Task FetchAsync(DownloadFile file, string path, Action<long, Uri?> tell, CancellationToken cancel)
    {
        string part = path + ".part";
        var reasons = new List<string>();
        foreach (var mirror in mirrors)
        {
            string? reason = await FetchAsync(file, mirror, part, tell, cancel).ConfigureAwait(false);
            if (reason is null)
            {
                File.Move(part, path, overwrite: true);
                return;
            }
            reasons.Add($"{mirror.Authority} {reason}");
        }
        throw new ElboException($"Could not fetch {file.Name}: {string.Join(", ", reasons)}; check the network and try again, or pass --data DIR with a folder that holds the files.");
    }

    // Null when the part file is whole and right; else why this mirror failed.
    private async Task<string?> FetchAsync(DownloadFile file, Uri mirror, string part, Action<long, Uri?> tell, CancellationToken cancel)
    {
        for (int attempt = 1; ; attempt++)
        {
            long had = PartLength(part, file.Length);
            bool last = attempt == AttemptsPerMirror;
            try
            {
                if (had < file.Length) await client.FetchAsync(new Uri(mirror, file.Name), part, had, file.Length, r => tell(r, mirror), cancel).ConfigureAwait(false);
                if (await HasContentAsync(part, file, cancel).ConfigureAwait(false))
                {
                    tell(file.Length, mirror);
                    return null;
                }
                // Bytes of an earlier attempt may be to blame, so a continued file has another chance from its start.
                File.Delete(part);
                if (had == 0 || last) return "sent other content than expected (wrong SHA-256)";
            }
            catch (MirrorException e)
            {
                bool advanced = PartLength(part, file.Length) > had;
                if (e.Restart) File.Delete(part);
                bool again = (e.MayRetry && advanced) || (e.Restart && had > 0);
                if (last || !again) return e.Message;
            }
        }
    }

    private static long PartLength(string part, long expected)
    {
        var info = new FileInfo(part);
        if (!info.Exists) return 0;
        if (info.Length <= expected) return info.Length;
        info.Delete();
        return 0;
    }

    private static async Task<bool> HasContentAsync(string path, DownloadFile file, CancellationToken cancel)
    {
        if (!File.Exists(path) || new FileInfo(path).Length != file.Length) return false;
        await using var stream = File.OpenRead(path);
        byte[] hash = await SHA256.HashDataAsync(stream, cancel).ConfigureAwait(false);
        return Convert.ToHexStringLower(hash) == file.Sha256;
    }
}
