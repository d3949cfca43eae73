using Elbo.Runs;

namespace Elbo.Reports;

/// <summary>PNG pictures in the run's figures that other verbs drew, as many as fit the page.</summary>
internal static class OtherFigures
{
    private const long LargestFile = 800_000, MostBytes = 2_000_000;

    // The page draws these itself, from the model.
    private static readonly string[] Drawn = ["reconstructions.png", "samples.png", "manifold-quantiles.png", "manifold-linear.png"];

    public static void Add(Html page, RunDirectory run)
    {
        long room = MostBytes;
        var left = new List<string>();
        foreach (var file in List(run))
        {
            if (file.Length > Math.Min(room, LargestFile) || Read(file.FullName) is not { } bytes)
            {
                left.Add(file.Name);
                continue;
            }
            room -= file.Length;
            page.Add($"<figure><img src=\"{EmbeddedPicture.Png(bytes)}\" alt=\"{file.Name}\"><figcaption>{file.Name}</figcaption></figure>\n");
        }
        if (left.Count > 0) page.Add($"<p class=\"missing\">Not on this page, but in the run’s figures: {string.Join(", ", left)}.</p>\n");
    }

    private static IEnumerable<FileInfo> List(RunDirectory run)
    {
        if (!Directory.Exists(run.FiguresPath)) return [];
        return new DirectoryInfo(run.FiguresPath).EnumerateFiles("*.png").Where(file => !Drawn.Contains(file.Name)).OrderBy(file => file.Name, StringComparer.Ordinal);
    }

    private static byte[]? Read(string path)
    {
        try
        {
            byte[] file = File.ReadAllBytes(path);
            return file is [0x89, (byte)'P', (byte)'N', (byte)'G', ..] ? file : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
