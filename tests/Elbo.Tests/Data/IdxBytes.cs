using System.Buffers.Binary;
using System.IO.Compression;

namespace Elbo.Tests.Data;

/// <summary>Makes small IDX files.</summary>
internal static class IdxBytes
{
    public static byte[] Images(int count, int height = 4, int width = 3, int magic = 2051) =>
        File(magic, [count, height, width], Ramp(count * height * width));

    public static byte[] Labels(int count, int modulus = 10, int magic = 2049) =>
        File(magic, [count], [.. Enumerable.Range(0, count).Select(i => (byte)(i % modulus))]);

    public static byte[] File(int magic, int[] extents, byte[] body)
    {
        var bytes = new byte[4 + (4 * extents.Length) + body.Length];
        BinaryPrimitives.WriteInt32BigEndian(bytes, magic);
        for (int i = 0; i < extents.Length; i++) BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4 * (i + 1)), extents[i]);
        body.CopyTo(bytes, 4 + (4 * extents.Length));
        return bytes;
    }

    public static byte[] Ramp(int count) => [.. Enumerable.Range(0, count).Select(i => (byte)(i * 7))];

    public static byte[] Gzip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest)) gzip.Write(bytes);
        return packed.ToArray();
    }
}
