using System.Buffers.Binary;
using System.IO.Compression;
using Elbo.Tensors;

namespace Elbo.Data;

/// <summary>
/// Reads IDX files of bytes, the format of MNIST, gzipped or not: a magic number, one big-endian count per dimension,
/// then the bytes. Never holds more than twice what the file really contains, whatever its header claims.
/// </summary>
public static class Idx
{
    private const int ImageMagic = 2051, LabelMagic = 2049;

    /// <summary>Reads an image file (magic number 2051).</summary>
    /// <exception cref="ElboException">The file cannot be read or is damaged.</exception>
    public static IdxImages ReadImages(string path)
    {
        using var file = Open(path);
        return ReadImages(file, path);
    }

    /// <summary>Reads images from a stream (magic number 2051).</summary>
    /// <param name="stream">At the start of the file; need not seek.</param>
    /// <param name="name">A name for messages.</param>
    /// <exception cref="ElboException">The content cannot be read or is damaged.</exception>
    public static IdxImages ReadImages(Stream stream, string name)
    {
        var (extents, bytes) = Read(stream, name, ImageMagic, "images", ["image", "row", "column"]);
        return new(bytes, extents[0], extents[1], extents[2]);
    }

    /// <summary>Reads a label file (magic number 2049).</summary>
    /// <exception cref="ElboException">The file cannot be read or is damaged.</exception>
    public static byte[] ReadLabels(string path)
    {
        using var file = Open(path);
        return ReadLabels(file, path);
    }

    /// <summary>Reads labels from a stream (magic number 2049).</summary>
    /// <param name="stream">At the start of the file; need not seek.</param>
    /// <param name="name">A name for messages.</param>
    /// <exception cref="ElboException">The content cannot be read or is damaged.</exception>
    public static byte[] ReadLabels(Stream stream, string name) => Read(stream, name, LabelMagic, "labels", ["label"]).Bytes;

    /// <summary>Reads images and their labels.</summary>
    /// <param name="imagePath">The image file.</param>
    /// <param name="labelPath">The label file.</param>
    /// <param name="name">The data set's name.</param>
    /// <param name="classes">Number of classes if known: a higher label is refused.</param>
    /// <exception cref="ElboException">A file cannot be read or is damaged, or the two do not belong together.</exception>
    public static ByteDataset ReadDataset(string imagePath, string labelPath, string name, int? classes = null)
    {
        var images = ReadImages(imagePath);
        byte[] labels = ReadLabels(labelPath);
        if (labels.Length != images.Count)
            throw new ElboException($"'{labelPath}' has {labels.Length} labels but '{imagePath}' has {images.Count} images; use two files of the same set.");
        for (int i = 0; i < labels.Length; i++)
        {
            if (labels[i] >= classes)
                throw new ElboException($"'{labelPath}' gives image {i} the label {labels[i]}, beyond the last class {classes - 1}; use the label file that belongs to the images.");
        }
        return new(name, new Shape(1, images.Height, images.Width), images.Pixels, labels, Dataset.NumberLabels(labels, classes ?? 0));
    }

    private static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            string why = e is FileNotFoundException or DirectoryNotFoundException ? "there is no such file" : "the system refuses to open it";
            throw new ElboException($"Cannot read '{path}': {why}; check the path and its permissions.", e);
        }
    }

    private static (int[] Extents, byte[] Bytes) Read(Stream stream, string name, int magic, string things, string[] dimensions)
    {
        try
        {
            Span<byte> start = stackalloc byte[2];
            int got = stream.ReadAtLeast(start, 2, throwOnEndOfStream: false);
            var whole = new ReplayedStream(start[..got].ToArray(), stream);
            if (got < 2 || start[0] != 0x1F || start[1] != 0x8B) return ReadPlain(whole, name, magic, things, dimensions);
            using var unzipped = new GZipStream(whole, CompressionMode.Decompress, leaveOpen: true);
            return ReadPlain(unzipped, name, magic, things, dimensions);
        }
        catch (InvalidDataException e)
        {
            throw new ElboException($"'{name}' is damaged: its gzip data cannot be unpacked; fetch the file again.", e);
        }
        catch (IOException e)
        {
            throw new ElboException($"Cannot read '{name}': {e.Message.TrimEnd('.')}; check the disk or fetch the file again.", e);
        }
    }

    private static (int[] Extents, byte[] Bytes) ReadPlain(Stream stream, string name, int magic, string things, string[] dimensions)
    {
        var header = new byte[4 * (1 + dimensions.Length)];
        int got = stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
        if (got >= 4) CheckMagic(BinaryPrimitives.ReadInt32BigEndian(header), name, magic, things);
        if (got < header.Length)
            throw new ElboException($"'{name}' ends after {got} of the {header.Length} bytes of an IDX header; fetch the file again.");

        var extents = new int[dimensions.Length];
        Int128 size = 1;
        for (int i = 0; i < extents.Length; i++)
        {
            extents[i] = BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(4 * (i + 1)));
            if (extents[i] <= 0)
                throw new ElboException($"'{name}' claims {extents[i]} {dimensions[i]}s, which cannot be; fetch the file again.");
            size *= extents[i];
        }
        if (size > Array.MaxLength)
            throw new ElboException($"'{name}' claims {string.Join(" × ", extents)} bytes, more than the {Array.MaxLength} that a data set can hold; check that it is an IDX file of {things}.");
        return (extents, ReadBody(stream, name, (int)size, things));
    }

    private static void CheckMagic(int found, string name, int magic, string things)
    {
        if (found == magic) return;
        string other = things == "images" ? "labels" : "images";
        throw new ElboException(found is ImageMagic or LabelMagic
            ? $"'{name}' holds {other} (magic number {found}) where {things} ({magic}) belong; the two files may be swapped or misnamed."
            : $"'{name}' is not an IDX file of {things}: it starts with {found}, not with the magic number {magic}; check the path or fetch the file again.");
    }

    // The buffer grows with what really arrives, and one byte past the end is enough to know of more.
    private static byte[] ReadBody(Stream stream, string name, int size, string things)
    {
        const int FirstBuffer = 1 << 22;
        var bytes = new byte[Math.Min(size, FirstBuffer)];
        int filled = 0;
        while (true)
        {
            filled += stream.ReadAtLeast(bytes.AsSpan(filled), bytes.Length - filled, throwOnEndOfStream: false);
            if (filled < bytes.Length)
                throw new ElboException($"'{name}' is cut short: {filled} of the {size} bytes of {things} that its header claims; fetch the file again.");
            if (filled == size) break;
            Array.Resize(ref bytes, (int)Math.Min(size, 2L * bytes.Length));
        }
        if (stream.ReadByte() >= 0)
            throw new ElboException($"'{name}' goes on after the {size} bytes of {things} that its header claims; fetch the file again.");
        return bytes;
    }
}
