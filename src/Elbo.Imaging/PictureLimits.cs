using System.Buffers;

namespace Elbo.Imaging;

/// <summary>How much a picture file may ask for before it is refused.</summary>
public sealed record PictureLimits
{
    /// <summary>The limits used when none are given.</summary>
    public static PictureLimits Default { get; } = new();

    /// <summary>Largest width × height.</summary>
    public long MaxPixels { get; init; } = 100_000_000;

    /// <summary>Largest file, in bytes.</summary>
    public long MaxFileBytes { get; init; } = 512L << 20;

    /// <summary>Refuses a file of too many bytes.</summary>
    /// <param name="bytes">Size of the file, or of what has been read of it.</param>
    /// <param name="kind">What the file is, to be said in the error.</param>
    internal void CheckFileSize(long bytes, string kind)
    {
        if (bytes > MaxFileBytes || bytes > Array.MaxLength)
            throw new InvalidDataException($"The {kind} file is larger than the limit of {MaxFileBytes} bytes; raise PictureLimits.MaxFileBytes to read it.");
    }

    /// <summary>Refuses a picture of too many pixels; to be asked before anything of its size is allocated.</summary>
    internal void CheckPixels(long width, long height, string kind)
    {
        if (width * height > MaxPixels)
            throw new InvalidDataException($"The {kind} picture of {width}×{height} pixels exceeds the limit of {MaxPixels} pixels; raise PictureLimits.MaxPixels to read it.");
    }

    /// <summary>The rest of a stream, refused as soon as it is too long.</summary>
    internal ReadOnlySpan<byte> ReadAll(Stream stream, string kind)
    {
        long expected = stream.CanSeek ? Math.Max(0, stream.Length - stream.Position) : 0;
        CheckFileSize(expected, kind);
        using var file = new MemoryStream((int)expected);
        byte[] block = ArrayPool<byte>.Shared.Rent(16 << 10);
        try
        {
            for (int read; (read = stream.Read(block)) > 0; file.Write(block, 0, read))
                CheckFileSize(file.Length + read, kind);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
        return file.GetBuffer().AsSpan(0, (int)file.Length);
    }
}
