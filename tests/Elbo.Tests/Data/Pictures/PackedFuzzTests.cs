using System.Security.Cryptography;
using Elbo.Data.Pictures;
using Elbo.Imaging.Tests;
using Xunit.Abstractions;

namespace Elbo.Tests.Data.Pictures;

public sealed class PackedFuzzTests(ITestOutputHelper output)
{
    private const int Signed = 96, Digest = 32;

    /// <summary>Digests are made to fit the damage, so that it is believed; pixels may hold anything.</summary>
    [Fact]
    public void A_damaged_header_or_table_is_read_or_packed_anew_and_nothing_else()
    {
        using var files = new PictureFiles().AddMany(3);
        files.Add("broken.png", [1, 2, 3]);
        files.Pixels(options: new() { Size = 8 });
        string path = Assert.Single(Directory.GetFiles(files.Packed, "*.packed"));
        byte[] good = File.ReadAllBytes(path);
        var header = PackedHeader.Read(good)!;
        byte[] pixels = good[PackedHeader.PixelStart..(int)header.TableStart];
        byte[] parsed = [.. good[..Signed], .. good[(int)header.TableStart..]];
        double refused = Fuzzing.Refused(output, [("header and table", parsed)], 1 << 20, damaged =>
        {
            byte[] start = new byte[PackedHeader.PixelStart], table = damaged[Math.Min(Signed, damaged.Length)..];
            damaged.AsSpan(0, Math.Min(Signed, damaged.Length)).CopyTo(start);
            SHA256.HashData(table, start.AsSpan(Signed - Digest, Digest));
            SHA256.HashData(start.AsSpan(0, Signed), start.AsSpan(Signed, Digest));
            File.WriteAllBytes(path, [.. start, .. pixels, .. table]);
            using var pictures = PackedPictures.Open(path, header.Key);
            if (pictures is null) return false;
            byte[] row = new byte[pictures.Shape.Features];
            try
            {
                for (int i = 0; i < pictures.Names.Count; i++) pictures.Read(i, row);
                return true;
            }
            catch (ElboException)
            {
                return false;
            }
        });
        Assert.InRange(refused, 0.1, 0.99);
    }
}
