namespace Elbo.Data;

/// <summary>Where data sets lie: first <c>$ELBO_DATA/NAME</c>, then the user's cache folder.</summary>
/// <param name="Shared">The folder that <c>ELBO_DATA</c> names, or null.</param>
/// <param name="Cache">The user's cache folder, or that which <c>ELBO_CACHE</c> names, where downloads and packed pictures go.</param>
public sealed record DataFolders(string? Shared, string Cache)
{
    /// <summary>The folders of this user on this machine.</summary>
    public static DataFolders FromEnvironment() => From(
        Environment.GetEnvironmentVariable,
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
        OperatingSystem.IsLinux() ? null : Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData));

    /// <summary>The folders that an environment names.</summary>
    /// <param name="variable">Looks an environment variable up.</param>
    /// <param name="home">The user's home folder.</param>
    /// <param name="localData">The folder for local application data, or null to follow the XDG rules of Linux.</param>
    public static DataFolders From(Func<string, string?> variable, string home, string? localData)
    {
        string? shared = variable("ELBO_DATA");
        if (NullIfEmpty(variable("ELBO_CACHE")) is { } own) return new(NullIfEmpty(shared), Path.GetFullPath(own));
        if (!string.IsNullOrEmpty(localData)) return new(NullIfEmpty(shared), Path.Combine(localData, "elbo"));
        string? xdg = variable("XDG_CACHE_HOME");
        // The XDG base directory specification has relative paths ignored.
        string cache = !string.IsNullOrEmpty(xdg) && Path.IsPathRooted(xdg) ? xdg : Path.Combine(home, ".cache");
        return new(NullIfEmpty(shared), Path.Combine(cache, "elbo"));
    }

    /// <summary>Folders to look in for a data set, best first.</summary>
    public IReadOnlyList<string> Candidates(string name) =>
        Shared is null ? [Download(name)] : [Path.Combine(Shared, name), Download(name)];

    /// <summary>The folder that a download of a data set goes to.</summary>
    public string Download(string name) => Path.Combine(Cache, name);

    /// <summary>The folder of packed pictures.</summary>
    public string Packed => Path.Combine(Cache, "pictures");

    /// <summary>The first folder that holds IDX files of a data set, or null.</summary>
    public string? Find(string name)
    {
        foreach (string folder in Candidates(name))
        {
            if (Mnist.IsIn(folder)) return folder;
        }
        return null;
    }

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
