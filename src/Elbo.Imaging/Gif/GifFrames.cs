using System.Collections;

namespace Elbo.Imaging;

/// <summary>The frames of an animation, all of one size: gone through for the palette and once more for the file, so that they need never be in memory together.</summary>
internal sealed class GifFrames : IEnumerable<Pixmap>
{
    private readonly IEnumerable<Pixmap> frames;

    /// <param name="frames">The same ones each time they are gone through.</param>
    /// <exception cref="ArgumentException">There are none, or the first is too large.</exception>
    public GifFrames(IEnumerable<Pixmap> frames)
    {
        ArgumentNullException.ThrowIfNull(frames);
        var first = frames.FirstOrDefault() ?? throw new ArgumentException("An animation needs at least one frame.", nameof(frames));
        (this.frames, Width, Height) = (frames, first.Width, first.Height);
        if (Width > ushort.MaxValue || Height > ushort.MaxValue)
            throw new ArgumentException($"Frames of {Width}×{Height} pixels are too large for a GIF, which holds {ushort.MaxValue} a side.", nameof(frames));
    }

    public int Width { get; }

    public int Height { get; }

    /// <exception cref="ArgumentException">A frame has another size than the first.</exception>
    public IEnumerator<Pixmap> GetEnumerator()
    {
        int number = 0;
        foreach (var frame in frames)
        {
            number++;
            if (frame.Width != Width || frame.Height != Height)
                throw new ArgumentException($"Frame {number} is {frame.Width}×{frame.Height} but the first is {Width}×{Height}; make them equal.");
            yield return frame;
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
