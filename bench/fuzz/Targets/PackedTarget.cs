using System.Security.Cryptography;
using System.Text;
using Elbo.Data.Pictures;
using Elbo.Tensors;

namespace Elbo.Fuzz.Targets;

/// <summary>The cache of packed pictures. The file tried is a header's 96 bytes and a table; digests, key and pixels are made to fit.</summary>
internal sealed class PackedTarget(string scratch) : Target("packed")
{
    private const int Signed = 96, KeyAt = 32, Digest = 32, MostPixels = 1 << 14;

    private readonly string path = Path.Combine(scratch, "a.packed");

    public override int Longest => 1 << 11;

    public override IReadOnlyList<byte[]> Tokens { get; } = [.. Words.Of("ELBOPICT", "a.png"), [1, 0, 0, 0], [3, 0, 0, 0], [0xFF, 0xFF, 0xFF, 0xFF, 0x07], [0x80]];

    public override IEnumerable<byte[]> Seeds()
    {
        foreach (var table in new PackedTable[] { new([], [], []), new(["a.png", "b/ü.jpg"], [1, 2], [new("c.png", "it is empty"), new("d.png", "the system refuses to open it", Closed: true)]) })
        {
            byte[] bytes = table.ToBytes();
            byte[] header = new PackedHeader(new Shape(3, 2, 4), table.Names.Count, bytes.Length, SHA256.HashData(Encoding.UTF8.GetBytes("key")), SHA256.HashData(bytes)).ToBytes();
            yield return [.. header[..Signed], .. bytes];
        }
    }

    public override bool Read(byte[] file)
    {
        byte[] start = new byte[PackedHeader.PixelStart], table = file[Math.Min(Signed, file.Length)..];
        file.AsSpan(0, Math.Min(Signed, file.Length)).CopyTo(start);
        // The table's length is nearly always wrong after damage, and then nothing else is looked at.
        if (file.Length > 0 && (file[^1] & 3) != 0) BitConverter.TryWriteBytes(start.AsSpan(28), table.Length);
        SHA256.HashData(table, start.AsSpan(Signed - Digest, Digest));
        SHA256.HashData(start.AsSpan(0, Signed), start.AsSpan(Signed, Digest));
        long pixels = PackedHeader.Read(start) is { } header ? header.TableStart - PackedHeader.PixelStart : 0;
        File.WriteAllBytes(path, [.. start, .. new byte[Math.Clamp(pixels, 0, MostPixels)], .. table]);
        using var pictures = PackedPictures.Open(path, start.AsSpan(KeyAt, Digest));
        if (pictures is null) return false;
        byte[] row = new byte[pictures.Shape.Features];
        for (int i = 0; i < pictures.Names.Count; i++) pictures.Read(i, row);
        _ = SkippedPictures.All(pictures.Skipped).Length + SkippedPictures.First(pictures.Skipped).Length;
        return true;
    }
}
