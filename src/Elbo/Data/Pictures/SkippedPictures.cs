namespace Elbo.Data.Pictures;

/// <summary>Tells of pictures that could not be used: a few in a sentence, all of them in a file.</summary>
internal static class SkippedPictures
{
    private const int Named = 3;

    /// <summary>The first few with their reasons, and how many more there are.</summary>
    public static string First(IReadOnlyList<SkippedPicture> skipped)
    {
        string few = string.Join(", ", skipped.Take(Named));
        return skipped.Count > Named ? $"{few} and {skipped.Count - Named} more" : few;
    }

    /// <summary>All of them, one a line.</summary>
    public static string All(IReadOnlyList<SkippedPicture> skipped) => string.Join('\n', skipped) + "\n";
}
