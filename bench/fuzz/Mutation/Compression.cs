using System.IO.Compression;

namespace Elbo.Fuzz.Mutation;

/// <summary>Packs and unpacks, so that damage can be done beneath a compression.</summary>
internal static class Compression
{
    private const int Longest = 1 << 16;

    public static byte[] Gzip(ReadOnlySpan<byte> bytes) => Packed(bytes, stream => new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true));

    public static byte[] Zlib(ReadOnlySpan<byte> bytes) => Packed(bytes, stream => new ZLibStream(stream, CompressionLevel.Fastest, leaveOpen: true));

    public static byte[] Deflate(ReadOnlySpan<byte> bytes) => Packed(bytes, stream => new DeflateStream(stream, CompressionLevel.Fastest, leaveOpen: true));

    /// <summary>The content as far as it can be unpacked, 64 KiB at most.</summary>
    public static byte[] Gunzip(byte[] bytes) => Unpacked(new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress));

    /// <inheritdoc cref="Gunzip"/>
    public static byte[] Unzlib(byte[] bytes) => Unpacked(new ZLibStream(new MemoryStream(bytes), CompressionMode.Decompress));

    /// <inheritdoc cref="Gunzip"/>
    public static byte[] Inflate(byte[] bytes) => Unpacked(new DeflateStream(new MemoryStream(bytes), CompressionMode.Decompress));

    private static byte[] Packed(ReadOnlySpan<byte> bytes, Func<Stream, Stream> packer)
    {
        using var packed = new MemoryStream();
        using (var stream = packer(packed)) stream.Write(bytes);
        return packed.ToArray();
    }

    private static byte[] Unpacked(Stream stream)
    {
        byte[] bytes = new byte[Longest];
        int got = 0;
        try
        {
            using (stream)
                for (int read; got < Longest && (read = stream.Read(bytes, got, Math.Min(512, Longest - got))) > 0;) got += read;
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            // What came before is enough.
        }
        return bytes[..got];
    }
}
