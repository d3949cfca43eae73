namespace Elbo.Data.Pictures;

/// <summary>Labels that are the names of the topmost folders.</summary>
internal static class FolderLabels
{
    private const int Most = 256;
    private const string NoFolder = "(no folder)";

    /// <summary>One label per picture, numbered in the order of the folders' names.</summary>
    /// <param name="source">Where the pictures are from.</param>
    /// <param name="names">What they are called.</param>
    /// <param name="inParts">Whether the topmost folders are parts, below which the labels lie.</param>
    /// <exception cref="ElboException">No picture lies in a folder, or there are more folders than labels.</exception>
    public static (byte[] Labels, string[] Names) Of(PictureSource source, IReadOnlyList<string> names, bool inParts)
    {
        var folders = new string[names.Count];
        for (int i = 0; i < folders.Length; i++)
        {
            string name = names[i];
            if (inParts && PictureParts.PartOf(name) is not null) name = name[(name.IndexOf('/', StringComparison.Ordinal) + 1)..];
            int slash = name.IndexOf('/', StringComparison.Ordinal);
            folders[i] = slash < 0 ? NoFolder : name[..slash];
        }
        string[] found = [.. folders.Distinct().Order(StringComparer.Ordinal)];
        if (found is [NoFolder])
            throw new ElboException($"data.labels is folders, but no picture of '{source.Path}' lies in a sub-folder; set data.labels=none, or sort the pictures into folders.");
        if (found.Length > Most)
            throw new ElboException($"'{source.Path}' has {found.Length} sub-folders, more than the {Most} labels there can be; set data.labels=none.");
        return (Array.ConvertAll(folders, folder => (byte)Array.BinarySearch(found, folder, StringComparer.Ordinal)), found);
    }
}
