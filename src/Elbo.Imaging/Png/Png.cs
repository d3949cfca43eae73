namespace Elbo.Imaging;

/// <summary>Reads and writes PNG files (W3C Portable Network Graphics, third edition).</summary>
/// <remarks>
/// Every standard colour type, bit depth and interlacing is read. Grey stays grey, RGB and palettes become RGB, and whatever
/// has transparency becomes RGBA; 16-bit samples are rounded to 8. Gamma and colour profiles are ignored.
/// </remarks>
public static class Png
{
    /// <summary>Reads a picture from the rest of <paramref name="stream"/>.</summary>
    /// <exception cref="InvalidDataException">The data are no valid PNG, or exceed <paramref name="limits"/>.</exception>
    public static Pixmap Read(Stream stream, PictureLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        limits ??= PictureLimits.Default;
        return PngReader.Read(limits.ReadAll(stream, "PNG"), limits, over: null);
    }

    /// <summary>Reads a picture from the bytes of a file.</summary>
    /// <inheritdoc cref="Read(Stream, PictureLimits?)"/>
    public static Pixmap Read(ReadOnlySpan<byte> file, PictureLimits? limits = null)
    {
        limits ??= PictureLimits.Default;
        limits.CheckFileSize(file.Length, "PNG");
        return PngReader.Read(file, limits, over: null);
    }

    /// <summary>Reads the file at <paramref name="path"/>.</summary>
    /// <inheritdoc cref="Read(Stream, PictureLimits?)"/>
    public static Pixmap Load(string path, PictureLimits? limits = null) => Load(path, over: null, limits);

    /// <summary>Reads the file at <paramref name="path"/> over the pixels of <paramref name="over"/> if that has the same size and channels, so that files read one after another leave no garbage.</summary>
    /// <returns><paramref name="over"/>, or a new picture.</returns>
    /// <inheritdoc cref="Read(Stream, PictureLimits?)"/>
    public static Pixmap Load(string path, Pixmap? over, PictureLimits? limits = null)
    {
        limits ??= PictureLimits.Default;
        using FileStream stream = File.OpenRead(path);
        return PngReader.Read(limits.ReadAll(stream, "PNG"), limits, over);
    }

    /// <summary>Writes an 8-bit PNG; the same picture gives the same bytes on the same .NET runtime.</summary>
    public static void Write(Pixmap picture, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentNullException.ThrowIfNull(stream);
        PngWriter.Write(picture, stream);
    }

    /// <summary>Writes the file whole or not at all: a temporary file beside it is flushed to disk, then renamed.</summary>
    /// <exception cref="IOException">The folder is missing or full; an earlier file at <paramref name="path"/> is untouched.</exception>
    public static void Save(Pixmap picture, string path)
    {
        ArgumentNullException.ThrowIfNull(picture);
        AtomicFile.Write(path, stream => PngWriter.Write(picture, stream));
    }
}
