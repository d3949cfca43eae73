using System.Globalization;
using Elbo.Runs;

namespace Elbo.Explorer.Runs;

/// <summary>The pictures in a run's figures folder and in the folders therein, and nothing outside of it.</summary>
internal static class FigureFiles
{
    private const int Most = 2000;

    /// <summary>Their names, such as <c>samples.png</c> or <c>epochs/0005-generations.png</c>; of very many the newest.</summary>
    public static IReadOnlyList<string> Of(RunDirectory run)
    {
        string root = run.FiguresPath;
        if (!Directory.Exists(root)) return [];
        var options = new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 1, AttributesToSkip = FileAttributes.ReparsePoint | FileAttributes.Hidden };
        string[] paths = [.. Directory.EnumerateFiles(root, "*", options).Where(path => TypeOf(path) is not null)];
        var newest = paths.Length <= Most ? paths : paths.OrderByDescending(File.GetLastWriteTimeUtc).ThenByDescending(path => path, StringComparer.Ordinal).Take(Most);
        return [.. newest.Select(path => Path.GetRelativePath(root, path).Replace('\\', '/')).Order(StringComparer.Ordinal)];
    }

    /// <summary>The file of this name, or null where there is none: only a name that is listed leads to a file.</summary>
    public static string? Find(RunDirectory run, string name) => Of(run).Contains(name) ? Path.Combine(run.FiguresPath, name) : null;

    /// <summary>The epoch or step that a name begins with, or null.</summary>
    public static int? EpochOf(string name)
    {
        string file = name[(name.LastIndexOf('/') + 1)..];
        int dash = file.IndexOf('-', StringComparison.Ordinal);
        return dash > 0 && int.TryParse(file.AsSpan(0, dash), NumberStyles.None, CultureInfo.InvariantCulture, out int epoch) ? epoch : null;
    }

    /// <summary>The media type of a picture, or null for other files.</summary>
    public static string? TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".png" => "image/png",
        ".gif" => "image/gif",
        ".svg" => "image/svg+xml",
        _ => null,
    };
}
