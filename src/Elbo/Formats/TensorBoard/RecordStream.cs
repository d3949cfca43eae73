using System.Buffers.Binary;

namespace Elbo.Formats.TensorBoard;

/// <summary>TensorFlow's records: each a length, that length's checksum, the bytes, their checksum, all little-endian.</summary>
internal static class RecordStream
{
    private const int LengthBytes = sizeof(ulong), ChecksumBytes = sizeof(uint);

    /// <summary>Adds a record.</summary>
    public static void Write(Stream stream, ReadOnlySpan<byte> record)
    {
        Span<byte> edge = stackalloc byte[LengthBytes + ChecksumBytes];
        BinaryPrimitives.WriteUInt64LittleEndian(edge, (ulong)record.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(edge[LengthBytes..], Crc32C.Masked(edge[..LengthBytes]));
        stream.Write(edge);
        stream.Write(record);
        BinaryPrimitives.WriteUInt32LittleEndian(edge, Crc32C.Masked(record));
        stream.Write(edge[..ChecksumBytes]);
    }
}
