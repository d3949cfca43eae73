using System.Buffers.Binary;
using System.Text;

namespace Elbo.Fuzz.Mutation;

/// <summary>Makes damage to archives believable.</summary>
internal static class ArchiveRepair
{
    private const int Block = 512, ChecksumAt = 148, ChecksumLength = 8, SizeAt = 124, SizeLength = 12;

    /// <summary>Sets the checksum of every header of a tar archive that can be found from size to size.</summary>
    public static byte[] Tar(byte[] file)
    {
        for (long at = 0; at + Block <= file.Length;)
        {
            var header = file.AsSpan((int)at, Block);
            if (header.IndexOfAnyExcept((byte)0) < 0) break;
            var field = header.Slice(ChecksumAt, ChecksumLength);
            field.Fill((byte)' ');
            int sum = 0;
            foreach (byte b in header) sum += b;
            Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ", field);
            at += Block + ((Size(header.Slice(SizeAt, SizeLength)) + Block - 1) / Block * Block);
        }
        return file;
    }

    /// <summary>Points a zip archive's end at its first central entry, and sets the checksum of each entry whose data can be unpacked.</summary>
    public static byte[] Zip(byte[] file)
    {
        int first = file.AsSpan().IndexOf("PK\u0001\u0002"u8), end = file.AsSpan().LastIndexOf("PK\u0005\u0006"u8);
        if (first < 0 || end < first || end + 22 > file.Length) return file;
        int count = 0;
        for (int at = first; at + 46 <= end && file.AsSpan(at).StartsWith("PK\u0001\u0002"u8); count++)
        {
            SetChecksum(file, at);
            at += 46 + Short(file, at + 28) + Short(file, at + 30) + Short(file, at + 32);
        }
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(end + 8), (ushort)count);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(end + 10), (ushort)count);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(end + 12), end - first);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(end + 16), first);
        return file;
    }

    private static void SetChecksum(byte[] file, int central)
    {
        long at = BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(central + 42)), length = BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(central + 20));
        if (at + 30 > file.Length || !file.AsSpan((int)at).StartsWith("PK\u0003\u0004"u8)) return;
        long data = at + 30 + Short(file, (int)at + 26) + Short(file, (int)at + 28);
        if (data + length > file.Length) return;
        byte[] packed = file.AsSpan((int)data, (int)length).ToArray();
        byte[] plain = Short(file, central + 10) == 8 ? Compression.Inflate(packed) : packed;
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(central + 16), Checksums.Crc32(plain));
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(central + 24), plain.Length);
    }

    private static int Short(byte[] file, int at) => BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(at));

    private static long Size(ReadOnlySpan<byte> field)
    {
        long size = 0;
        foreach (byte digit in field)
            if (digit is >= (byte)'0' and <= (byte)'7') size = (size * 8) + digit - '0';
        return Math.Min(size, int.MaxValue);
    }
}
