namespace Elbo.Imaging.Tests;

/// <summary>Progressive files of many scans that cost their author next to nothing.</summary>
public sealed class ProgressiveBombTests
{
    [Fact]
    public void The_most_scans_one_component_can_have_are_read()
    {
        byte[] file = [.. Head(256, 256, components: 1), .. Dc(blocks: 32 * 32, component: 1), .. Ac(blocks: 32 * 32, component: 1), 0xFF, 0xD9];
        Assert.All(Jpeg.Read(file).Pixels, sample => Assert.Equal(128, sample));
    }

    [Fact]
    public void A_scan_that_is_repeated_is_refused()
    {
        byte[] dc = Dc(blocks: 4, component: 1);
        byte[] file = [.. Head(16, 16, components: 1), .. dc, .. dc, 0xFF, 0xD9];
        Assert.Contains("out of order", Assert.Throws<InvalidDataException>(() => Jpeg.Read(file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void More_than_a_thousand_scans_are_refused()
    {
        byte[] file = [.. Head(16, 16, components: 3), .. Dc(4, 1), .. Dc(4, 2), .. Dc(4, 3), .. Ac(4, 1), .. Ac(4, 2), 0xFF, 0xD9];
        Assert.Contains("1000 scans", Assert.Throws<InvalidDataException>(() => Jpeg.Read(file)).Message, StringComparison.Ordinal);
    }

    /// <summary>Up to the first scan; the one DC code is "0" for no difference, the one AC code "0" for the longest run of empty blocks.</summary>
    private static byte[] Head(int width, int height, int components)
    {
        byte[] names = [.. Enumerable.Range(1, components).SelectMany(id => new byte[] { (byte)id, 0x11, 0 })];
        return
        [
            0xFF, 0xD8,
            0xFF, 0xDB, 0, 67, 0, .. Enumerable.Repeat((byte)1, 64),
            0xFF, 0xC2, 0, (byte)(8 + 3 * components), 8, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, (byte)components, .. names,
            0xFF, 0xC4, 0, 20, 0x00, 1, .. new byte[15], 0x00,
            0xFF, 0xC4, 0, 20, 0x10, 1, .. new byte[15], 0xE0,
        ];
    }

    private static byte[] Dc(int blocks, byte component) => [0xFF, 0xDA, 0, 8, 1, component, 0x00, 0, 0, 0, .. new byte[(blocks + 7) / 8]];

    /// <summary>Each coefficient alone, bit by bit.</summary>
    private static byte[] Ac(int blocks, byte component)
    {
        // Runs of 16,384 blocks: a code of one bit and 14 zeros that add nothing.
        byte[] data = new byte[((blocks + 16_383) / 16_384 * 15 + 7) / 8];
        using var scans = new MemoryStream();
        for (byte k = 1; k < 64; k++)
            for (int low = 13; low >= 0; low--)
            {
                int high = low == 13 ? 0 : low + 1;
                scans.Write([0xFF, 0xDA, 0, 8, 1, component, 0x00, k, k, (byte)(high << 4 | low)]);
                scans.Write(data);
            }
        return scans.ToArray();
    }
}
