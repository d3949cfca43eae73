namespace Elbo.Imaging;

/// <summary>Writes animated pictures (CompuServe Graphics Interchange Format, version 89a).</summary>
/// <remarks>
/// One palette serves all frames. Up to 256 different colours are kept exactly, so grey pictures always are; more are
/// reduced to the 256 that fit best, and mixed by a pattern that stays where it is from frame to frame, so that what does
/// not change does not flicker. Transparent pixels show white. Players repeat the animation for ever.
/// </remarks>
public static class Gif
{
    /// <summary>Writes the frames in their order; the same frames give the same bytes.</summary>
    /// <param name="frames">
    /// At least one, all of one size of at most 65,535 pixels a side. They are gone through three times and must be the same each
    /// time; those of a sequence that makes them one by one are never in memory together, and may all be one picture drawn anew.
    /// </param>
    /// <param name="stream">Where the file goes.</param>
    /// <param name="secondsPerFrame">How long each frame is shown, 0.01 to 655.35 s, rounded to hundredths; many players slow down below 0.02.</param>
    /// <exception cref="ArgumentException">There are no frames, their sizes differ or are too large, or the time is out of range.</exception>
    public static void Write(IEnumerable<Pixmap> frames, Stream stream, double secondsPerFrame = 0.3)
    {
        ArgumentNullException.ThrowIfNull(stream);
        GifWriter.Write(new GifFrames(frames), stream, Hundredths(secondsPerFrame));
    }

    /// <summary>Writes the file whole or not at all: a temporary file beside it is flushed to disk, then renamed.</summary>
    /// <inheritdoc cref="Write(IEnumerable{Pixmap}, Stream, double)"/>
    /// <exception cref="IOException">The folder is missing or full; an earlier file at <paramref name="path"/> is untouched.</exception>
    public static void Save(IEnumerable<Pixmap> frames, string path, double secondsPerFrame = 0.3)
    {
        var (checkedFrames, hundredths) = (new GifFrames(frames), Hundredths(secondsPerFrame));
        AtomicFile.Write(path, stream => GifWriter.Write(checkedFrames, stream, hundredths));
    }

    private static int Hundredths(double secondsPerFrame) => secondsPerFrame is >= 0.01 and <= 655.35
        ? (int)Math.Round(100 * secondsPerFrame)
        : throw new ArgumentOutOfRangeException(nameof(secondsPerFrame), secondsPerFrame, "A frame of a GIF is shown for 0.01 to 655.35 seconds.");
}
