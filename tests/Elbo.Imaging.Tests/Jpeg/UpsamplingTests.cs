namespace Elbo.Imaging.Tests;

public sealed class UpsamplingTests
{
    [Theory]
    [InlineData(3, 3, 2, 2)] // no whole ratio: libjpeg reads no such file, so that no fixture shows it
    [InlineData(4, 3, 3, 1)]
    [InlineData(2, 4, 1, 1)]
    [InlineData(3, 1, 1, 1)]
    public void At_other_ratios_than_two_the_sample_under_a_pixel_is_repeated(int maxAcross, int maxDown, int across, int down)
    {
        byte[] header = [8, 0, 37, 0, 50, 3, 1, (byte)(maxAcross << 4 | maxDown), 0, 2, (byte)(across << 4 | down), 0, 3, 0x11, 0];
        using JpegFrame frame = JpegFrame.Parse(JpegMarker.Baseline, header, fileBytes: 1000, PictureLimits.Default);
        frame.RentMemory();
        JpegComponent component = frame.Components[1];
        Assert.Equal(((50 * across + maxAcross - 1) / maxAcross, (37 * down + maxDown - 1) / maxDown), (component.Width, component.Height));
        Span<byte> samples = component.BlockSamples(0, 0);
        for (int y = 0; y < component.Height; y++)
            for (int x = 0; x < component.Width; x++)
                samples[y * component.Stride + x] = (byte)(5 * y + 3 * x);
        using var upsampling = new Upsampling(component, frame);
        for (int y = 0; y < 37; y++)
        {
            ReadOnlySpan<byte> row = upsampling.Row(y);
            Assert.Equal(50, row.Length);
            for (int x = 0; x < 50; x++)
                Assert.Equal((byte)(5 * (y * down / maxDown) + 3 * (x * across / maxAcross)), row[x]);
        }
    }
}
