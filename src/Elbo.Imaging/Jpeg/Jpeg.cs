namespace Elbo.Imaging;

/// <summary>Reads JPEG files (ITU-T T.81): baseline, extended sequential and progressive, Huffman coded, 8 bits a sample.</summary>
/// <remarks>
/// One component stays grey; three become RGB and so do the four of CMYK and YCCK, whose inks are taken as stored inverted,
/// Adobe's way. The Exif orientation is applied. Pixels agree with libjpeg's: its accurate integer inverse DCT, its smooth
/// upsampling of halved colour. Only of a progressive file that leaves fine detail out libjpeg blends the blocks, which is
/// not done here. A file whose data end early or make no sense is refused, not patched.
/// </remarks>
public static class Jpeg
{
    /// <summary>Reads a picture from the rest of <paramref name="stream"/>.</summary>
    /// <exception cref="InvalidDataException">The data are no valid JPEG, are of a kind not read here, or exceed <paramref name="limits"/>.</exception>
    public static Pixmap Read(Stream stream, PictureLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        limits ??= PictureLimits.Default;
        return JpegReader.Read(limits.ReadAll(stream, "JPEG"), limits);
    }

    /// <summary>Reads a picture from the bytes of a file.</summary>
    /// <inheritdoc cref="Read(Stream, PictureLimits?)"/>
    public static Pixmap Read(ReadOnlySpan<byte> file, PictureLimits? limits = null)
    {
        limits ??= PictureLimits.Default;
        limits.CheckFileSize(file.Length, "JPEG");
        return JpegReader.Read(file, limits);
    }

    /// <summary>Reads the file at <paramref name="path"/>.</summary>
    /// <inheritdoc cref="Read(Stream, PictureLimits?)"/>
    public static Pixmap Load(string path, PictureLimits? limits = null)
    {
        using FileStream stream = File.OpenRead(path);
        return Read(stream, limits);
    }
}
