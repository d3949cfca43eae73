using System.Buffers.Binary;

namespace Elbo.Faults;

/// <summary>Four IDX files of 8×8 pictures: a bar whose place is its label.</summary>
internal static class SmallData
{
    public static void Write(string folder, int train, int test)
    {
        Directory.CreateDirectory(folder);
        foreach (var (stem, count) in new[] { ("train", train), ("t10k", test) })
        {
            byte[] pixels = new byte[count * 64], labels = new byte[count];
            for (int i = 0; i < count; i++)
            {
                labels[i] = (byte)(i % 8);
                for (int row = 0; row < 8; row++) pixels[(i * 64) + (row * 8) + labels[i]] = (byte)(155 + (i % 100));
            }
            Idx(Path.Combine(folder, stem + "-images-idx3-ubyte"), 2051, [count, 8, 8], pixels);
            Idx(Path.Combine(folder, stem + "-labels-idx1-ubyte"), 2049, [count], labels);
        }
    }

    private static void Idx(string path, int magic, int[] extents, byte[] body)
    {
        byte[] bytes = new byte[4 + (4 * extents.Length)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, magic);
        for (int i = 0; i < extents.Length; i++) BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4 * (i + 1)), extents[i]);
        File.WriteAllBytes(path, [.. bytes, .. body]);
    }
}
