using Elbo.Tensors.Kernels;

namespace Elbo.Tensors.Tests.Kernels;

public sealed class PhiloxLanesTests
{
    [Fact]
    public void Eight_counters_at_once_give_the_words_of_one_at_a_time()
    {
        ulong[] indices = [0, 1, 123, uint.MaxValue - 3, 1UL << 32, 0xFEDCBA9876543210, ulong.MaxValue - 7];
        foreach (ulong index in indices)
        {
            var key = new Philox(index * 0x9E3779B97F4A7C15, (uint)index * 7, ~(uint)index);
            PhiloxLanes.Words(key, index, out var a, out var b, out var c, out var d);
            for (int lane = 0; lane < 8; lane++)
                Assert.Equal(key.Words(index + (ulong)lane), ((uint)a[lane], (uint)b[lane], (uint)c[lane], (uint)d[lane]));
            Assert.Equal(0UL, (a[3] | b[3] | c[3] | d[3]) >> 32);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(6554)]
    [InlineData(32768)]
    [InlineData(52429)]
    [InlineData(65536)]
    public void Keep_bits_are_the_twin_s_and_as_frequent_as_asked(uint threshold)
    {
        var key = new Philox(8, 9, 10);
        const int outputs = 9, blocks = 700;
        long kept = 0, both = 0;
        for (int block = 0; block < blocks; block++)
        {
            for (int row = 0; row < outputs; row += 2)
            {
                var (first, second) = PhiloxLanes.KeepBits(key, ((ulong)block * 5) + (ulong)(row / 2), threshold);
                for (int lane = 0; lane < 32 && block < 40; lane++)
                {
                    Assert.Equal(Naive.Keeps(key, (block * 32) + lane, row, outputs, threshold), ((first >> lane) & 1) == 1);
                    Assert.Equal(Naive.Keeps(key, (block * 32) + lane, row + 1, outputs, threshold), ((second >> lane) & 1) == 1);
                }
                kept += System.Numerics.BitOperations.PopCount(first) + System.Numerics.BitOperations.PopCount(second);
                both += System.Numerics.BitOperations.PopCount(first & second);
            }
        }
        double n = blocks * 5 * 64, p = threshold / 65536.0;
        Assert.InRange(kept, (n * p) - (5 * Math.Sqrt(n * p * (1 - p))) - 1, (n * p) + (5 * Math.Sqrt(n * p * (1 - p))) + 1);
        // Neighbouring rows drop independently.
        double q = p * p;
        Assert.InRange(both, (n / 2 * q) - (5 * Math.Sqrt(n / 2 * q * (1 - q))) - 1, (n / 2 * q) + (5 * Math.Sqrt(n / 2 * q * (1 - q))) + 1);
    }

    [Fact]
    public void Normals_follow_the_words_in_order_and_have_the_moments_of_a_normal()
    {
        var key = new Philox(3, 1, 4);
        const int n = 400_000;
        double m1 = 0, m2 = 0, m3 = 0, m4 = 0;
        for (ulong i = 0; i < n; i += 16)
        {
            var e = PhiloxLanes.Normals(key, i / 4);
            for (int j = 0; j < 16; j++)
            {
                double x = e[j];
                if (i < 16_000) Assert.Equal(Naive.NormalQuantile(key.Uniform(i + (ulong)j)), x, 1e-6);
                m1 += x / n;
                m2 += x * x / n;
                m3 += x * x * x / n;
                m4 += x * x * x * x / n;
            }
        }
        // Five standard errors: √(Var xᵏ / n) with Var = 1, 2, 15, 96.
        Assert.Equal(0, m1, 5 * Math.Sqrt(1.0 / n));
        Assert.Equal(1, m2, 5 * Math.Sqrt(2.0 / n));
        Assert.Equal(0, m3, 5 * Math.Sqrt(15.0 / n));
        Assert.Equal(3, m4, 5 * Math.Sqrt(96.0 / n));
    }
}
