namespace Elbo.Imaging.Tests;

public sealed class InverseDctTests
{
    [Fact]
    public void It_agrees_with_the_sum_of_cosines()
    {
        var random = new Random(7);
        short[] block = new short[64];
        int[] steps = new int[64];
        byte[] samples = new byte[8 * 11];
        double worst = 0, sum = 0;
        for (int trial = 0; trial < 300; trial++)
        {
            for (int i = 0; i < 64; i++)
                (block[i], steps[i]) = ((short)(random.Next(4) == 0 ? random.Next(-9, 10) : 0), random.Next(1, 25));
            InverseDct.Transform(block, steps, samples, stride: 11);
            for (int y = 0; y < 8; y++)
                for (int x = 0; x < 8; x++)
                {
                    double error = Math.Abs(samples[11 * y + x] - Math.Clamp(Sum(block, steps, x, y) + 128, 0, 255));
                    (worst, sum) = (Math.Max(worst, error), sum + error);
                }
        }
        Assert.InRange(worst, 0, 0.6); // half a level is rounding
        Assert.InRange(sum / (300 * 64), 0, 0.27);
    }

    [Fact]
    public void A_block_of_its_first_coefficient_alone_is_level()
    {
        int[] steps = [.. Enumerable.Repeat(3, 64)];
        byte[] whole = new byte[64], filled = new byte[64];
        for (int first = -700; first <= 700; first++)
        {
            short[] block = new short[64];
            block[0] = (short)first;
            InverseDct.Transform(block, steps, whole, stride: 8);
            InverseDct.Fill(first, 3, filled, stride: 8);
            Assert.Equal(whole, filled);
        }
    }

    private static double Sum(short[] block, int[] steps, int x, int y)
    {
        double sum = 0;
        for (int v = 0; v < 8; v++)
            for (int u = 0; u < 8; u++)
                sum += (u == 0 ? Math.Sqrt(0.5) : 1) * (v == 0 ? Math.Sqrt(0.5) : 1) / 4 * block[8 * v + u] * steps[8 * v + u]
                    * Math.Cos((2 * x + 1) * u * Math.PI / 16) * Math.Cos((2 * y + 1) * v * Math.PI / 16);
        return sum;
    }
}
