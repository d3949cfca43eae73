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
    public static Pixmap Read(Stream stream, PngLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        limits ??= PngLimits.Default;
        using var file = new MemoryStream();
        byte[] block = new byte[64 << 10];
        for (int read; (read = stream.Read(block)) > 0; file.Write(block, 0, read))
            CheckFileSize(file.Length + read, limits);
        return Read(file.GetBuffer().AsSpan(0, (int)file.Length), limits);
    }

    /// <summary>Reads a picture from the bytes of a file.</summary>
    /// <inheritdoc cref="Read(Stream, PngLimits?)"/>
    public static Pixmap Read(ReadOnlySpan<byte> file, PngLimits? limits = null)
    {
        limits ??= PngLimits.Default;
        CheckFileSize(file.Length, limits);
        return PngReader.Read(file, limits);
    }

    /// <summary>Reads the file at <paramref name="path"/>.</summary>
    /// <inheritdoc cref="Read(Stream, PngLimits?)"/>
    public static Pixmap Load(string path, PngLimits? limits = null)
    {
        using FileStream stream = File.OpenRead(path);
        return Read(stream, limits);
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

    private static void CheckFileSize(long bytes, PngLimits limits)
    {
        if (bytes > limits.MaxFileBytes || bytes > Array.MaxLength)
            throw new InvalidDataException($"The PNG file is larger than the limit of {limits.MaxFileBytes} bytes; raise PngLimits.MaxFileBytes to read it.");
    }
}
