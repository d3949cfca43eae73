using System.Globalization;
using Elbo.Figures;
using Elbo.Imaging;
using Elbo.Runs;

namespace Elbo.Reports;

/// <summary>How decoded pictures changed over training. It stands still for readers who want no motion, and until it is seen.</summary>
internal static class MovingPicture
{
    private const int LargestFile = 1_500_000, MostFrames = 24, LongestSide = 240;

    public static void Add(Html page, RunDirectory run)
    {
        var sheets = new NumberedFigures(Path.Combine(run.FiguresPath, "epochs"), "", 4, "-generations.png").List();
        if (sheets.Count < 2 || Moving(run, sheets) is not { } moving || Still(sheets[^1].Path) is not { } still) return;
        string epochs = sheets[^1].Number.ToString(CultureInfo.InvariantCulture);
        page.Add($"<figure><img class=\"moving\" data-moving=\"{moving}\" src=\"{EmbeddedPicture.Png(still)}\" width=\"{still.Width}\" height=\"{still.Height}\" ");
        page.Add($"alt=\"25 pictures decoded from the same codes, as they were up to epoch {epochs}\">");
        page.Add($"<figcaption><b>Training.</b> The same 25 codes decoded, up to epoch {epochs}. <button type=\"button\" class=\"play\" hidden>Play</button></figcaption></figure>\n");
    }

    private static string? Moving(RunDirectory run, IReadOnlyList<(long Number, string Path)> sheets)
    {
        string path = run.FigurePath("generations.gif");
        if (new FileInfo(path) is { Exists: true, Length: < LargestFile } && Read(path) is { } file) return EmbeddedPicture.Gif(file);
        // Too large for a page: fewer and smaller frames.
        var frames = new List<Pixmap>();
        int count = Math.Min(sheets.Count, MostFrames);
        for (int i = 0; i < count; i++)
        {
            if (Still(sheets[(int)((long)i * (sheets.Count - 1) / (count - 1))].Path) is not { } frame) continue;
            frame = EmbeddedPicture.Within(frame, LongestSide);
            if (frames.Count == 0 || (frame.Width == frames[0].Width && frame.Height == frames[0].Height)) frames.Add(frame);
        }
        if (frames.Count < 2) return null;
        using var memory = new MemoryStream();
        Gif.Write(frames, memory);
        return EmbeddedPicture.Gif(memory.ToArray());
    }

    private static Pixmap? Still(string path)
    {
        try
        {
            return Png.Load(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return null;
        }
    }

    private static byte[]? Read(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
