using System.Buffers.Binary;
using System.Text;

namespace Elbo.Imaging;

/// <summary>One chunk of a PNG file: length, four-letter type, data, CRC of type and data.</summary>
internal readonly ref struct PngChunk
{
    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    private PngChunk(ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Type = type;
        Data = data;
    }

    public ReadOnlySpan<byte> Type { get; }

    public ReadOnlySpan<byte> Data { get; }

    public string Name => Encoding.Latin1.GetString(Type);

    /// <summary>A reader that does not know a critical chunk cannot draw the picture.</summary>
    public bool IsCritical => (Type[0] & 0x20) == 0;

    public bool Is(ReadOnlySpan<byte> type) => Type.SequenceEqual(type);

    /// <summary>Takes the next chunk off the front of <paramref name="rest"/>, its CRC checked.</summary>
    public static PngChunk Take(ref ReadOnlySpan<byte> rest)
    {
        if (rest.Length < 12)
            throw new InvalidDataException("The PNG file ends before its end marker; it is probably truncated.");
        uint length = BinaryPrimitives.ReadUInt32BigEndian(rest);
        ReadOnlySpan<byte> type = rest.Slice(4, 4);
        foreach (byte letter in type)
            if (!char.IsAsciiLetter((char)letter))
                throw new InvalidDataException("The PNG file has a chunk whose type is not four letters; it is damaged.");
        if (length > (uint)(rest.Length - 12))
            throw new InvalidDataException($"The PNG file ends inside its {Encoding.Latin1.GetString(type)} chunk; it is probably truncated.");
        ReadOnlySpan<byte> data = rest.Slice(8, (int)length);
        if (Crc32.Of(type, data) != BinaryPrimitives.ReadUInt32BigEndian(rest[(8 + (int)length)..]))
            throw new InvalidDataException($"The PNG file's {Encoding.Latin1.GetString(type)} chunk fails its checksum; the file is damaged.");
        rest = rest[(12 + (int)length)..];
        return new PngChunk(type, data);
    }

    public static void Write(Stream stream, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> word = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(word, data.Length);
        stream.Write(word);
        stream.Write(type);
        stream.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(word, Crc32.Of(type, data));
        stream.Write(word);
    }
}
