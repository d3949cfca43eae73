namespace Elbo.Imaging;

/// <summary>Reads a picture whose format is told by its first bytes, whatever the file is called.</summary>
public static class PictureFile
{
    /// <summary>How many bytes <see cref="Known"/> needs at most.</summary>
    public const int HeadBytes = 8;

    /// <summary>Reads a picture from the bytes of a PNG or JPEG file.</summary>
    /// <exception cref="InvalidDataException">The bytes are neither, are damaged, or exceed <paramref name="limits"/>.</exception>
    public static Pixmap Read(ReadOnlySpan<byte> file, PictureLimits? limits = null)
    {
        if (IsPng(file))
            return Png.Read(file, limits);
        if (IsJpeg(file))
            return Jpeg.Read(file, limits);
        throw new InvalidDataException("The file is no picture that can be read: it begins neither like a PNG nor like a JPEG file.");
    }

    /// <summary>Reads the PNG or JPEG file at <paramref name="path"/>.</summary>
    /// <inheritdoc cref="Read(ReadOnlySpan{byte}, PictureLimits?)"/>
    public static Pixmap Load(string path, PictureLimits? limits = null)
    {
        limits ??= PictureLimits.Default;
        using FileStream stream = File.OpenRead(path);
        return Read(limits.ReadAll(stream, "picture"), limits);
    }

    /// <summary>Whether a file that begins with <paramref name="head"/> is of a format read here; fewer than <see cref="HeadBytes"/> bytes may be too few to tell.</summary>
    public static bool Known(ReadOnlySpan<byte> head) => IsPng(head) || IsJpeg(head);

    private static bool IsPng(ReadOnlySpan<byte> head) => head.StartsWith(PngChunk.Signature);

    // The third byte begins the next marker; two bytes alone are too common elsewhere.
    private static bool IsJpeg(ReadOnlySpan<byte> head) => head.StartsWith((ReadOnlySpan<byte>)[0xFF, JpegMarker.StartOfImage, 0xFF]);
}
