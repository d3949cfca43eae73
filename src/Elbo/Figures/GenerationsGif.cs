using Elbo.Imaging;

namespace Elbo.Figures;

/// <summary>The sheets of the epochs so far as one moving picture.</summary>
/// <param name="path">Its file.</param>
internal sealed class GenerationsGif(string path)
{
    /// <summary>More frames than this are thinned out evenly, so that time stays bounded.</summary>
    public const int MostFrames = 100;

    private const double SecondsPerFrame = 0.3;
    private const int AlwaysFresh = 20, FreshEvery = 10;

    /// <summary>Whether the moving picture is worth writing now that there is one more sheet: a hundred in colour take seconds.</summary>
    public static bool IsDue(int sheets, bool last) => last || sheets <= AlwaysFresh || sheets % FreshEvery == 0;

    // Kept for the next time, so that a long training leaves no garbage.
    private Pixmap? end, frame;

    /// <summary>Writes the moving picture anew from the sheets on disk; without any there is none. Sheets that are damaged or of another size than the last are left out.</summary>
    /// <exception cref="ElboException">The file cannot be written.</exception>
    public void Save(IReadOnlyList<(long Number, string Path)> sheets) => FigureFile.Save(to =>
    {
        string[] paths = [.. Thinned(sheets).Select(sheet => sheet.Path)];
        // The last gives the size, and is held: files may go while others are read.
        int earlier = paths.Length;
        Pixmap? last = null;
        while (last is null && earlier > 0) last = Read(paths[--earlier], end);
        if (last is null) File.Delete(to);
        else Gif.Save(Frames(paths[..earlier], end = last), to, SecondsPerFrame);
    }, path);

    /// <summary>Each read anew each time, into the same place: a hundred at once would be the most memory that training takes.</summary>
    private IEnumerable<Pixmap> Frames(string[] earlier, Pixmap last)
    {
        foreach (string sheet in earlier)
        {
            if (Read(sheet, frame) is not { } read) continue;
            frame = read;
            if (frame.Width == last.Width && frame.Height == last.Height) yield return frame;
        }
        yield return last;
    }

    private static IEnumerable<T> Thinned<T>(IReadOnlyList<T> all)
    {
        int count = Math.Min(all.Count, MostFrames);
        for (int i = 0; i < count; i++) yield return all[count == 1 ? 0 : (int)((long)i * (all.Count - 1) / (count - 1))];
    }

    private static Pixmap? Read(string sheet, Pixmap? over)
    {
        try
        {
            return Png.Load(sheet, over);
        }
        catch (Exception error) when (error is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
