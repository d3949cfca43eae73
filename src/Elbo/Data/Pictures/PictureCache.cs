using Elbo.Runs;

namespace Elbo.Data.Pictures;

/// <summary>
/// The folder of packed pictures. A file's name says what it holds and the start of its key, so a changed source or other
/// preprocessing means another file. Files appear whole or not at all.
/// </summary>
internal sealed class PictureCache(string folder)
{
    /// <summary>How the files end.</summary>
    public const string Ending = ".packed";

    private const string SkippedEnding = ".skipped.txt", Remedy = "or set ELBO_CACHE to a folder that can hold them";

    /// <summary>The folder.</summary>
    public string Folder => folder;

    /// <summary>Where the pictures of a source belong.</summary>
    /// <param name="source">The folder or archive.</param>
    /// <param name="settings">The preprocessing in a word.</param>
    /// <param name="key">SHA-256 of source and preprocessing.</param>
    public string PathOf(PictureSource source, string settings, byte[] key) =>
        Path.Combine(folder, $"{Prefix(source, settings)}{Convert.ToHexStringLower(key, 0, 8)}{Ending}");

    /// <summary>Where the list of files that could not be used belongs.</summary>
    public static string SkippedPathOf(string path) => Path.ChangeExtension(path, null) + SkippedEnding;

    /// <summary>Writes a file and, beside it, the list of what was left out; then deletes what it replaces.</summary>
    /// <returns>How many older files were deleted.</returns>
    /// <exception cref="ElboException">The folder cannot be written to; the message says what to do.</exception>
    public int Write(string path, PictureSource source, string settings, Action<Stream> content)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (DiskTrouble.Is(e))
        {
            throw WithRemedy(AtomicFile.Failure(folder, e));
        }
        Sweep();
        using var packing = PackingLock.Share(folder);
        try
        {
            AtomicFile.Write(path, content);
        }
        catch (ElboException e) when (e.InnerException is { } cause && DiskTrouble.Is(cause) && e.Message.StartsWith("Could not write", StringComparison.Ordinal))
        {
            throw WithRemedy(e);
        }
        int deleted = 0;
        string prefix = Prefix(source, settings);
        foreach (string old in Directory.EnumerateFiles(folder, prefix + "*" + Ending))
        {
            if (old != path && Delete(old)) deleted++;
        }
        return deleted;
    }

    /// <summary>Writes the list of files that could not be used where a process was killed before it did.</summary>
    public static void CompleteSkipped(string path, IReadOnlyList<SkippedPicture> skipped)
    {
        if (skipped.Count == 0 || File.Exists(SkippedPathOf(path))) return;
        try
        {
            WriteSkipped(path, skipped);
        }
        catch (ElboException)
        {
            // The pictures are there all the same, such as in a cache that others share and cannot write to.
        }
    }

    /// <summary>Writes the list of files that could not be used, or deletes an older list when there are none.</summary>
    public static void WriteSkipped(string path, IReadOnlyList<SkippedPicture> skipped)
    {
        if (skipped.Count > 0) AtomicFile.WriteText(SkippedPathOf(path), SkippedPictures.All(skipped));
        else File.Delete(SkippedPathOf(path));
    }

    /// <summary>The packed files and their lengths.</summary>
    public IReadOnlyList<FileInfo> List() => !Directory.Exists(folder) ? []
        : [.. new DirectoryInfo(folder).EnumerateFiles("*" + Ending).OrderBy(file => file.Name, StringComparer.Ordinal)];

    /// <summary>Deletes all packed files; the next start packs anew.</summary>
    /// <returns>How many were deleted.</returns>
    public int Clear()
    {
        if (!Directory.Exists(folder)) return 0;
        Sweep();
        return List().Count(file => Delete(file.FullName));
    }

    /// <summary>Deletes what killed processes left behind, unless another process packs now.</summary>
    public void Sweep()
    {
        if (!Directory.Exists(folder) || !Directory.EnumerateFiles(folder, "*" + AtomicFile.TemporaryEnding).Any()) return;
        PackingLock.Alone(folder, () =>
        {
            foreach (string file in Directory.EnumerateFiles(folder, "*" + AtomicFile.TemporaryEnding))
            {
                try
                {
                    // A file that is open is somebody's work even without the lock.
                    using (new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None)) { }
                    File.Delete(file);
                }
                catch (Exception e) when (DiskTrouble.Is(e))
                {
                    // It stays.
                }
            }
        });
    }

    private static bool Delete(string path)
    {
        try
        {
            File.Delete(path);
            File.Delete(SkippedPathOf(path));
            return true;
        }
        catch (Exception e) when (DiskTrouble.Is(e))
        {
            // On Windows a file that another process has mapped stays until later.
            return false;
        }
    }

    private static ElboException WithRemedy(ElboException e) => new($"{e.Message.TrimEnd('.')}, {Remedy}.", e);

    private static string Prefix(PictureSource source, string settings)
    {
        using var hash = new KeyHash();
        string place = Convert.ToHexStringLower(hash.Add(source.Path).Result(), 0, 4);
        string name = new([.. source.Name.Take(40).Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' ? letter : '-')]);
        return $"{name}-{place}-{settings}-";
    }
}
