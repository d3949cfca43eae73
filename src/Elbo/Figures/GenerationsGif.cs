using Elbo.Imaging;

namespace Elbo.Figures;

/// <summary>The sheets of an epoch each as one moving picture.</summary>
internal static class GenerationsGif
{
    /// <summary>More frames than this are thinned out evenly, so that time stays bounded.</summary>
    public const int MostFrames = 100;

    private const double SecondsPerFrame = 0.3;
    private const int AlwaysFresh = 20, FreshEvery = 10;

    /// <summary>Whether the moving picture is worth writing now that there is one more sheet: a hundred in colour take seconds.</summary>
    public static bool IsDue(int sheets, bool last) => last || sheets <= AlwaysFresh || sheets % FreshEvery == 0;

    /// <summary>Writes the moving picture anew from the sheets on disk; without any there is none. Sheets that are damaged or of another size than the last are left out.</summary>
    /// <exception cref="ElboException">The file cannot be written.</exception>
    public static void Save(IReadOnlyList<(long Number, string Path)> sheets, string path) => FigureFile.Save(to =>
    {
        string[] paths = [.. Thinned(sheets).Select(sheet => sheet.Path)];
        // The last gives the size, and is held: files may go while others are read.
        int end = paths.Length;
        Pixmap? last = null;
        while (last is null && end > 0) last = Read(paths[--end]);
        if (last is null) File.Delete(to);
        else Gif.Save(Frames(paths[..end], last), to, SecondsPerFrame);
    }, path);

    /// <summary>One after another, each read anew each time: a hundred at once would be the most memory that training takes.</summary>
    private static IEnumerable<Pixmap> Frames(string[] earlier, Pixmap last)
    {
        foreach (string path in earlier)
        {
            if (Read(path) is { } frame && frame.Width == last.Width && frame.Height == last.Height) yield return frame;
        }
        yield return last;
    }

    private static IEnumerable<T> Thinned<T>(IReadOnlyList<T> all)
    {
        int count = Math.Min(all.Count, MostFrames);
        for (int i = 0; i < count; i++) yield return all[count == 1 ? 0 : (int)((long)i * (all.Count - 1) / (count - 1))];
    }

    private static Pixmap? Read(string path)
    {
        try
        {
            return Png.Load(path);
        }
        catch (Exception error) when (error is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
