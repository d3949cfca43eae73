using System.Buffers.Binary;
using System.Text;
using Elbo.Fuzz.Mutation;

namespace Elbo.Fuzz.Seeds;

/// <summary>Small PNG files of every kind, their pixels random.</summary>
internal static class SmallPng
{
    public static IEnumerable<byte[]> All()
    {
        foreach (var (colour, depths) in new (int, int[])[] { (0, [1, 2, 4, 8, 16]), (2, [8, 16]), (3, [1, 2, 4, 8]), (4, [8, 16]), (6, [8, 16]) })
            foreach (int depth in depths)
                foreach (int interlaced in new[] { 0, 1 })
                    foreach (bool transparent in colour < 4 ? [false, true] : new[] { false })
                        yield return One(9, 10, depth, colour, interlaced, transparent);
    }

    /// <summary>A picture of red, green and blue.</summary>
    public static byte[] Rgb(int width, int height) => One(width, height, 8, 2, 0, transparent: false);

    public static byte[] Chunk(string type, ReadOnlySpan<byte> data)
    {
        byte[] chunk = new byte[12 + data.Length];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        Encoding.ASCII.GetBytes(type, chunk.AsSpan(4));
        data.CopyTo(chunk.AsSpan(8));
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(8 + data.Length), Checksums.Crc32(chunk.AsSpan(4, 4 + data.Length)));
        return chunk;
    }

    private static byte[] One(int width, int height, int depth, int colour, int interlaced, bool transparent)
    {
        var random = new Randomness((ulong)(width + (31 * depth) + (977 * colour) + interlaced));
        byte[] header = [0, 0, 0, (byte)width, 0, 0, 0, (byte)height, (byte)depth, (byte)colour, 0, 0, (byte)interlaced];
        List<byte> file = [0x89, .. "PNG\r\n"u8, 0x1A, (byte)'\n', .. Chunk("IHDR", header)];
        int colours = 1 << Math.Min(depth, 8);
        if (colour == 3) file.AddRange(Chunk("PLTE", Bytes(random, 3 * colours)));
        if (transparent) file.AddRange(Chunk("tRNS", colour switch { 0 => [0, 1], 2 => [0, 1, 0, 2, 0, 3], _ => Bytes(random, Math.Min(colours, 3)) }));
        file.AddRange(Chunk("tEXt", "Title\0x"u8));
        byte[] data = Compression.Zlib(Rows(random, width, height, depth * (colour switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 }), interlaced == 1));
        int half = data.Length / 2;
        file.AddRange(Chunk("IDAT", data.AsSpan(0, half)));
        file.AddRange(Chunk("IDAT", data.AsSpan(half)));
        file.AddRange(Chunk("IEND", []));
        return [.. file];
    }

    private static byte[] Rows(Randomness random, int width, int height, int bits, bool interlaced)
    {
        var rows = new List<byte>();
        (int X, int Y, int StepX, int StepY)[] passes = interlaced ? [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)] : [(0, 0, 1, 1)];
        foreach (var (x, y, stepX, stepY) in passes)
        {
            int columns = (width - x + stepX - 1) / stepX;
            for (int row = y; row < height && columns > 0; row += stepY)
            {
                rows.Add((byte)random.Next(5));
                rows.AddRange(Bytes(random, ((columns * bits) + 7) / 8));
            }
        }
        return [.. rows];
    }

    private static byte[] Bytes(Randomness random, int count)
    {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) bytes[i] = (byte)random.Next(256);
        return bytes;
    }
}
