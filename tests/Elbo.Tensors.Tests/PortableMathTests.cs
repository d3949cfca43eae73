using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Elbo.Tensors.Tests;

public sealed class PortableMathTests
{
    [Fact]
    public void The_exponential_is_within_two_units_in_the_last_place()
    {
        for (double x = -700; x < 709; x += 0.0137) AssertNear(Math.Exp(x), PortableMath.Exp(x), 3);
        for (double x = 1e-20; x < 1; x *= 1.7) AssertNear(Math.Exp(-x), PortableMath.Exp(-x), 3);
        Assert.Equal(1, PortableMath.Exp(0));
        Assert.Equal(double.PositiveInfinity, PortableMath.Exp(709.79));
        Assert.Equal(0, PortableMath.Exp(-746));
        Assert.Equal(0, PortableMath.Exp(double.NegativeInfinity));
        Assert.InRange(PortableMath.Exp(-744), double.Epsilon, 3 * double.Epsilon);
        Assert.True(double.IsNaN(PortableMath.Exp(double.NaN)));
    }

    [Fact]
    public void Logarithms_are_within_two_units_in_the_last_place()
    {
        // A smaller number would not grow.
        for (double x = 20 * double.Epsilon; x < double.MaxValue / 2; x *= 1.37)
        {
            AssertNear(Math.Log(x), PortableMath.Log(x), 2);
            AssertNear(Math.Log10(x), PortableMath.Log10(x), 3);
        }
        for (double x = 0.5; x < 2; x += 0.00013) AssertNear(Math.Log(x), PortableMath.Log(x), 2);
        for (double d = 1e-15; d < 0.1; d *= 1.9) AssertNear(Math.Log(1 + d), PortableMath.Log(1 + d), 2);
        Assert.Equal(0, PortableMath.Log(1));
        Assert.Equal(double.NegativeInfinity, PortableMath.Log(0));
        Assert.Equal(double.PositiveInfinity, PortableMath.Log(double.PositiveInfinity));
        Assert.True(double.IsNaN(PortableMath.Log(-1)));
        Assert.True(double.IsNaN(PortableMath.Log(double.NaN)));
    }

    [Fact]
    public void Powers_are_as_near_as_Adam_needs()
    {
        foreach (double beta in new[] { 0.5, 0.9, 0.999, 0.9999 })
        {
            Assert.Equal(1, PortableMath.Power(beta, 0));
            Assert.Equal(beta, PortableMath.Power(beta, 1));
            for (long step = 2; step < 3_000_000; step = (step * 3 / 2) + 1)
                Assert.Equal(Math.Pow(beta, step), PortableMath.Power(beta, step), 1e-13);
        }
        Assert.Equal(0, PortableMath.Power(0.9, long.MaxValue));
        Assert.Equal(1, PortableMath.Power(1, long.MaxValue));
        Assert.Throws<ArgumentOutOfRangeException>(() => PortableMath.Power(2, -1));
    }

    [Fact]
    public void Sines_and_cosines_are_within_a_quadrillionth()
    {
        for (double x = -100; x < 100; x += 0.00731)
        {
            var (sin, cos) = PortableMath.SinCos(x);
            Assert.Equal(Math.Sin(x), sin, 1e-15);
            Assert.Equal(Math.Cos(x), cos, 1e-15);
            Assert.Equal(sin, PortableMath.Sin(x));
            Assert.Equal(cos, PortableMath.Cos(x));
        }
        Assert.Equal((0, 1), PortableMath.SinCos(0));
        Assert.True(double.IsNaN(PortableMath.Sin(double.NaN)));
        Assert.Throws<ArgumentOutOfRangeException>(() => PortableMath.Cos(double.PositiveInfinity));
    }

    [Fact]
    public void The_angle_of_a_cosine_is_right_to_the_ends()
    {
        for (double x = -1; x <= 1; x += 0.00097) Assert.Equal(Math.Acos(x), PortableMath.Acos(x), 2e-15);
        Assert.Equal(0, PortableMath.Acos(1));
        Assert.Equal(Math.PI, PortableMath.Acos(-1));
        Assert.True(double.IsNaN(PortableMath.Acos(1.0000001)));
        Assert.True(double.IsNaN(PortableMath.Acos(double.NaN)));
    }

    /// <summary>Were an operation fused or taken from the system's library, another machine would find other bits here.</summary>
    [Fact]
    public void Every_machine_gives_the_same_bits()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> bytes = stackalloc byte[sizeof(double)];
        for (int i = 1; i <= 20_000; i++)
        {
            double x = i * 0.00317;
            foreach (double value in (ReadOnlySpan<double>)[PortableMath.Exp(-x), PortableMath.Log(x), PortableMath.Log10(x), PortableMath.Sin(x), PortableMath.Cos(x), PortableMath.Acos((i / 10_000.0) - 1), PortableMath.Power(0.999, i)])
            {
                BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
                hash.AppendData(bytes);
            }
        }
        Assert.Equal("7D32B724D7B14DAE", Convert.ToHexString(hash.GetHashAndReset())[..16]);
    }

    private static void AssertNear(double expected, double actual, int ulps)
    {
        double unit = Math.Max(Math.BitIncrement(Math.Abs(expected)) - Math.Abs(expected), double.Epsilon);
        Assert.True(Math.Abs(expected - actual) <= ulps * unit, $"{actual:R} is not {expected:R}.");
    }
}
