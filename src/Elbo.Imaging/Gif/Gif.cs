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
    /// <param name="frames">At least one, all of one size of at most 65,535 pixels a side.</param>
    /// <param name="stream">Where the file goes.</param>
    /// <param name="secondsPerFrame">How long each frame is shown, 0.01 to 655.35 s, rounded to hundredths; many players slow down below 0.02.</param>
    /// <exception cref="ArgumentException">There are no frames, their sizes differ or are too large, or the time is out of range.</exception>
    public static void Write(IReadOnlyList<Pixmap> frames, Stream stream, double secondsPerFrame = 0.3)
    {
        ArgumentNullException.ThrowIfNull(stream);
        Check(frames, secondsPerFrame);
        GifWriter.Write(frames, stream, (int)Math.Round(100 * secondsPerFrame));
    }

    /// <summary>Writes the file whole or not at all: a temporary file beside it is flushed to disk, then renamed.</summary>
    /// <inheritdoc cref="Write(IReadOnlyList{Pixmap}, Stream, double)"/>
    /// <exception cref="IOException">The folder is missing or full; an earlier file at <paramref name="path"/> is untouched.</exception>
    public static void Save(IReadOnlyList<Pixmap> frames, string path, double secondsPerFrame = 0.3)
    {
        Check(frames, secondsPerFrame);
        AtomicFile.Write(path, stream => GifWriter.Write(frames, stream, (int)Math.Round(100 * secondsPerFrame)));
    }

    private static void Check(IReadOnlyList<Pixmap> frames, double secondsPerFrame)
    {
        ArgumentNullException.ThrowIfNull(frames);
        if (frames.Count == 0)
            throw new ArgumentException("An animation needs at least one frame.", nameof(frames));
        (int width, int height) = (frames[0].Width, frames[0].Height);
        if (width > ushort.MaxValue || height > ushort.MaxValue)
            throw new ArgumentException($"Frames of {width}×{height} pixels are too large for a GIF, which holds {ushort.MaxValue} a side.", nameof(frames));
        for (int i = 1; i < frames.Count; i++)
            if (frames[i].Width != width || frames[i].Height != height)
                throw new ArgumentException($"Frame {i + 1} is {frames[i].Width}×{frames[i].Height} but the first is {width}×{height}; make them equal.", nameof(frames));
        if (!(secondsPerFrame >= 0.01 && secondsPerFrame <= 655.35))
            throw new ArgumentOutOfRangeException(nameof(secondsPerFrame), secondsPerFrame, "A frame of a GIF is shown for 0.01 to 655.35 seconds.");
    }
}
