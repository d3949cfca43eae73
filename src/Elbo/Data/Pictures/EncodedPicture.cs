namespace Elbo.Data.Pictures;

/// <summary>A picture file still to be decoded.</summary>
/// <param name="Name">Its path below the folder, or in the archive.</param>
/// <param name="Length">Its length in bytes, as far as known.</param>
/// <param name="Read">
/// Gets its bytes, from any thread. Throws <see cref="InvalidDataException"/> for a damaged file, <see cref="IOException"/> or
/// <see cref="UnauthorizedAccessException"/> for one that the system keeps back.
/// </param>
internal sealed record EncodedPicture(string Name, long Length, Func<byte[]> Read)
{
    /// <summary>The longest file that is read.</summary>
    public const long LongestFile = 256L << 20;

    private const long FirstPiece = 1 << 20;

    /// <summary>A picture that is known to be of no use.</summary>
    public static EncodedPicture Refused(string name, string reason) => new(name, 0, () => throw new InvalidDataException(reason));

    /// <summary>A picture whose bytes are here.</summary>
    public static EncodedPicture Of(string name, byte[] bytes) => new(name, bytes.Length, () => bytes);

    /// <summary>The rest of a stream, which may not be as long as was promised but is never read past the limit.</summary>
    /// <exception cref="InvalidDataException">There is nothing, or too much.</exception>
    public static byte[] ReadAll(Stream stream, long promised)
    {
        if (promised == 0) throw new InvalidDataException("it is empty");
        if (promised is < 0 or > LongestFile) throw TooLong();
        // Memory as the bytes come, because a promise costs nothing.
        byte[] bytes = new byte[Math.Min(promised, FirstPiece)];
        for (int got = 0; ;)
        {
            got += stream.ReadAtLeast(bytes.AsSpan(got), bytes.Length - got, throwOnEndOfStream: false);
            if (got < bytes.Length) throw new InvalidDataException("it is cut short");
            if (got == promised) return bytes;
            Array.Resize(ref bytes, (int)Math.Min(promised, 4L * bytes.Length));
        }
    }

    private static InvalidDataException TooLong() => new($"it is longer than {LongestFile >> 20} MiB");
}
