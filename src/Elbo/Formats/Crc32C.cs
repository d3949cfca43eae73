using System.Buffers.Binary;
using System.Numerics;

namespace Elbo.Formats;

/// <summary>CRC-32C (Castagnoli), as in iSCSI (RFC 3720, appendix B.4).</summary>
internal static class Crc32C
{
    /// <summary>The checksum of these bytes.</summary>
    public static uint Of(ReadOnlySpan<byte> data)
    {
        // .NET takes the processor's instruction where there is one and a table elsewhere; both give the same.
        uint crc = ~0u;
        for (; data.Length >= sizeof(ulong); data = data[sizeof(ulong)..])
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(data));
        foreach (byte value in data) crc = BitOperations.Crc32C(crc, value);
        return ~crc;
    }

    /// <summary>The checksum as records store it: turned by 15 bits and moved, so that a checksum of data that hold checksums stays a good one.</summary>
    public static uint Masked(ReadOnlySpan<byte> data) => BitOperations.RotateRight(Of(data), 15) + 0xA282EAD8;
}
