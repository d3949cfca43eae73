namespace Elbo.Data.Pictures;

/// <summary>The one path of a folder that no symbolic link lies on.</summary>
internal static class RealPath
{
    private const int MostLinks = 40;

    /// <summary>The real path, or null for links that lead nowhere or in a circle.</summary>
    public static string? Of(string path) => Resolve(path, out _, MostLinks);

    /// <summary>Whether a real folder is another or holds it, at any depth.</summary>
    public static bool Holds(string folder, string other)
    {
        string prefix = Path.TrimEndingDirectorySeparator(folder);
        return other == prefix || other == folder
            || (other.StartsWith(prefix, StringComparison.Ordinal) && other[prefix.Length] == Path.DirectorySeparatorChar);
    }

    private static string? Resolve(string path, out int left, int links)
    {
        left = links;
        string full = Path.GetFullPath(path), current = Path.GetPathRoot(full)!;
        foreach (string part in full[current.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            string next = Path.Combine(current, part);
            if (new DirectoryInfo(next).LinkTarget is not { } target)
            {
                current = next;
                continue;
            }
            if (left == 0) return null;
            if (Resolve(Path.Combine(current, target), out left, left - 1) is not { } resolved) return null;
            current = resolved;
        }
        return Directory.Exists(current) ? current : null;
    }
}
