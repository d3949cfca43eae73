namespace Elbo.Data.Pictures;

/// <summary>A folder or an archive of picture files.</summary>
internal abstract class PictureSource
{
    private static readonly string[] Archives = [".zip", ".tar", ".tar.gz", ".tgz"];

    protected PictureSource(string path) => Path = path;

    /// <summary>The whole path of the folder or archive.</summary>
    public string Path { get; }

    /// <summary>Its name for messages: the last part of its path, without the archive's ending.</summary>
    public string Name => NameOf(Path);

    /// <summary>SHA-256 of everything that changes when a picture does: names, lengths and times. Cheap: no picture is read for it.</summary>
    public abstract byte[] Key { get; }

    /// <summary>Number of picture files, if known before they are read.</summary>
    public abstract int? Total { get; }

    /// <summary>Whether everything usually lies in one folder of its own.</summary>
    public virtual bool IsArchive => true;

    /// <summary>The pictures one by one, in the same order each time.</summary>
    /// <exception cref="ElboException">The archive itself is damaged.</exception>
    public abstract IEnumerable<EncodedPicture> Read();

    /// <summary>Which fraction of the work is done.</summary>
    public virtual double Fraction(int done) => Total is > 0 and var total ? (double)done / total : 1;

    /// <summary>Whether a picture that the system kept back can be read by now.</summary>
    public virtual bool IsOpen(string name) => false;

    /// <summary>Whether a path is a file named like an archive of pictures.</summary>
    public static bool IsArchiveFile(string path) => File.Exists(path) && Ending(path) is not null;

    /// <summary>The folder or archive at a path that exists.</summary>
    /// <exception cref="ElboException">It cannot be read, or is damaged.</exception>
    public static PictureSource Open(string path)
    {
        string full = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path));
        if (Directory.Exists(full)) return new FolderSource(full);
        return Ending(full) == ".zip" ? new ZipSource(full) : new TarSource(full);
    }

    /// <summary>The last part of a path, without an archive's ending.</summary>
    public static string NameOf(string path)
    {
        string name = System.IO.Path.GetFileName(System.IO.Path.TrimEndingDirectorySeparator(path));
        if (Ending(name) is { } ending && !Directory.Exists(path)) name = name[..^ending.Length];
        return name.Length > 0 ? name : "data";
    }

    /// <summary>One sentence about an archive that cannot be opened or read.</summary>
    private protected static ElboException Unreadable(string path, Exception cause) => cause switch
    {
        UnauthorizedAccessException => new($"Cannot read '{path}': the system refuses to open it; check its permissions.", cause),
        FileNotFoundException or DirectoryNotFoundException => new($"Cannot read '{path}': there is no such file; check the path.", cause),
        _ => new($"'{path}' is damaged or cut short: {Quoted.Text(cause.Message.TrimEnd('.'))}; fetch or pack it again.", cause),
    };

    private static string? Ending(string path)
    {
        foreach (string ending in Archives)
        {
            if (path.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) return ending;
        }
        return null;
    }
}
