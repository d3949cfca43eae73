using System.IO.Enumeration;

namespace Elbo.Data.Pictures;

/// <summary>
/// All picture files below a folder. Symbolic links to files and folders are followed, but every real folder is entered only
/// once and none that holds the place of the link, so that circles of links end.
/// </summary>
internal sealed class FolderSource : PictureSource
{
    private readonly List<Entry> entries = [];
    private readonly HashSet<string> visited = new(StringComparer.Ordinal);
    private readonly List<(string Name, string In)> links = [];
    private byte[]? key;

    /// <summary>Lists the files; none is opened.</summary>
    public FolderSource(string path) : base(path)
    {
        string root = RealPath.Of(path) ?? path;
        Enter("", root);
        for (int i = 0; i < links.Count; i++)
        {
            var (name, folder) = links[i];
            if (RealPath.Of(At(name)) is not { } target) entries.Add(new(name + "/", -1, 0));
            else if (!RealPath.Holds(target, root) && !RealPath.Holds(target, folder)) Enter(name + "/", target);
        }
        entries.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name));
    }

    public override byte[] Key => key ??= HashOfEntries();

    public override int? Total => entries.Count;

    public override bool IsArchive => false;

    public override IEnumerable<EncodedPicture> Read()
    {
        foreach (var (name, length, _) in entries)
        {
            yield return name[^1] == '/' ? new(name, 0, () => throw new IOException("the system refuses to list this folder"))
                : new(name, Math.Max(0, length), () => Load(name));
        }
    }

    public override bool IsOpen(string name)
    {
        try
        {
            // A folder that opens changes the key.
            if (name[^1] == '/') return false;
            using var file = File.OpenHandle(At(name));
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private byte[] Load(string name)
    {
        string path = At(name);
        // Pipes and devices have no length either, and opening one could wait for ever.
        FileSystemInfo found = new FileInfo(path);
        if ((found.ResolveLinkTarget(returnFinalTarget: true) ?? found) is not FileInfo { Exists: true, Length: var length }) throw new IOException("there is no such file");
        if (length == 0) throw new InvalidDataException("it is empty");
        using var file = File.OpenHandle(path, options: FileOptions.SequentialScan);
        using var stream = new FileStream(file, FileAccess.Read, bufferSize: 1);
        return EncodedPicture.ReadAll(stream, stream.Length);
    }

    private void Enter(string prefix, string real)
    {
        if (!visited.Add(real)) return;
        List<Found> all;
        try
        {
            all = List(real);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (prefix.Length == 0) throw new ElboException($"Cannot list '{Path}': the system refuses; check the path and its permissions.", e);
            entries.Add(new(prefix, -1, 0));
            return;
        }
        all.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name));
        foreach (var found in all)
        {
            string name = prefix + found.Name;
            if (found is { IsFolder: true, IsLink: true }) links.Add((name, real));
            else if (found.IsFolder) Enter(name + "/", System.IO.Path.Combine(real, found.Name));
            else entries.Add(found.IsLink ? Linked(name) : new(name, found.Length, found.Ticks));
        }
    }

    private static List<Found> List(string folder)
    {
        var everything = new EnumerationOptions { AttributesToSkip = 0, IgnoreInaccessible = false };
        var files = new FileSystemEnumerable<Found>(folder, Describe, everything)
        {
            ShouldIncludePredicate = (ref FileSystemEntry e) => e.IsDirectory ? PictureNames.IsVisible(e.FileName) : PictureNames.IsPicture(e.FileName),
        };
        return [.. files];
    }

    private static Found Describe(ref FileSystemEntry entry) => new(
        entry.FileName.ToString(), entry.IsDirectory, (entry.Attributes & FileAttributes.ReparsePoint) != 0,
        entry.IsDirectory ? 0 : entry.Length, entry.IsDirectory ? 0 : entry.LastWriteTimeUtc.Ticks);

    private Entry Linked(string name)
    {
        try
        {
            return new FileInfo(At(name)).ResolveLinkTarget(returnFinalTarget: true) is FileInfo { Exists: true } file
                ? new(name, file.Length, file.LastWriteTimeUtc.Ticks) : new(name, -1, 0);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new(name, -1, 0);
        }
    }

    private string At(string name) => System.IO.Path.Combine(Path, name);

    private byte[] HashOfEntries()
    {
        using var hash = new KeyHash();
        hash.Add("folder");
        foreach (var (name, length, ticks) in entries) hash.Add(name).Add(length).Add(ticks);
        return hash.Result();
    }

    private readonly record struct Found(string Name, bool IsFolder, bool IsLink, long Length, long Ticks);

    /// <summary>A picture file, or, with a slash at its end, a folder that cannot be listed.</summary>
    private readonly record struct Entry(string Name, long Length, long Ticks);
}
