using System.Buffers.Binary;
using System.Security.Cryptography;
using Elbo.Tensors;

namespace Elbo.Data.Pictures;

/// <summary>
/// The start of a file of packed pictures. The file is this header in 4,096 bytes, the pixels <c>[picture][channel][row][column]</c>
/// as bytes, and the table of names; numbers are little-endian.
/// </summary>
/// <param name="Shape">Shape of one picture.</param>
/// <param name="Count">Number of pictures.</param>
/// <param name="TableLength">Bytes of the table.</param>
/// <param name="Key">SHA-256 of the source and its preprocessing.</param>
/// <param name="TableDigest">SHA-256 of the table.</param>
internal sealed record PackedHeader(Shape Shape, int Count, int TableLength, byte[] Key, byte[] TableDigest)
{
    /// <summary>Where the pixels begin.</summary>
    public const int PixelStart = 4096;

    private const int Version = 2, Digest = 32, Signed = 96;

    private static ReadOnlySpan<byte> Magic => "ELBOPICT"u8;

    /// <summary>Where the table begins.</summary>
    public long TableStart => PixelStart + ((long)Count * Shape.Features);

    /// <summary>Length of the whole file.</summary>
    public long FileLength => TableStart + TableLength;

    /// <summary>The header in its 4,096 bytes.</summary>
    public byte[] ToBytes()
    {
        byte[] bytes = new byte[PixelStart];
        Magic.CopyTo(bytes);
        int at = Magic.Length;
        foreach (int number in (ReadOnlySpan<int>)[Version, Shape.Channels, Shape.Height, Shape.Width, Count, TableLength])
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(at), number);
            at += sizeof(int);
        }
        Key.CopyTo(bytes, at);
        TableDigest.CopyTo(bytes, at + Digest);
        SHA256.HashData(bytes.AsSpan(0, Signed), bytes.AsSpan(Signed, Digest));
        return bytes;
    }

    /// <summary>Reads a header, or null when it is of another version, damaged or impossible.</summary>
    public static PackedHeader? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < PixelStart || !bytes.StartsWith(Magic)) return null;
        if (!SHA256.HashData(bytes[..Signed]).AsSpan().SequenceEqual(bytes.Slice(Signed, Digest))) return null;
        Span<int> numbers = stackalloc int[6];
        int at = Magic.Length;
        for (int i = 0; i < numbers.Length; i++, at += sizeof(int)) numbers[i] = BinaryPrimitives.ReadInt32LittleEndian(bytes[at..]);
        bool possible = numbers[0] == Version && numbers[1] is 1 or 3 && numbers[2] is >= 1 and <= 1 << 14 && numbers[3] is >= 1 and <= 1 << 14
            && numbers[4] >= 0 && numbers[5] >= 0;
        return !possible ? null
            : new(new Shape(numbers[1], numbers[2], numbers[3]), numbers[4], numbers[5], bytes.Slice(at, Digest).ToArray(), bytes.Slice(at + Digest, Digest).ToArray());
    }
}
