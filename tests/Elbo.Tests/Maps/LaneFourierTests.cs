using System.Numerics;
using Elbo.Maps;
using Elbo.Tensors;

namespace Elbo.Tests.Maps;

public sealed class LaneFourierTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(12)]
    [InlineData(18)]
    [InlineData(54)]
    [InlineData(96)]
    [InlineData(128)]
    public void Sixteen_sequences_are_transformed_as_by_the_definition_and_back(int length)
    {
        float[] real = Blobs.Noise(length * 16), imaginary = Blobs.Noise(length * 16, seed: 2);
        var buffer = new LaneBuffer(length);
        real.CopyTo(buffer.RealFloats);
        imaginary.CopyTo(buffer.ImaginaryFloats);
        var fourier = new LaneFourier(length);
        fourier.Forward(buffer);
        foreach (int lane in new[] { 0, 7, 15 })
        {
            for (int k = 0; k < length; k++)
            {
                Complex sum = 0;
                for (int j = 0; j < length; j++)
                    sum += new Complex(real[(j * 16) + lane], imaginary[(j * 16) + lane]) * Complex.FromPolarCoordinates(1, -2 * Math.PI * j * k / length);
                Assert.Equal(sum.Real, buffer.RealFloats[(k * 16) + lane], 2e-5 * length);
                Assert.Equal(sum.Imaginary, buffer.ImaginaryFloats[(k * 16) + lane], 2e-5 * length);
            }
        }
        fourier.Backward(buffer);
        for (int i = 0; i < real.Length; i++)
        {
            Assert.Equal(real[i], buffer.RealFloats[i] / length, 1e-5);
            Assert.Equal(imaginary[i], buffer.ImaginaryFloats[i] / length, 1e-5);
        }
    }

    [Fact]
    public void Lengths_are_enough_possible_and_not_much_more()
    {
        for (int wanted = 60; wanted < 3000; wanted += 7)
        {
            int length = LaneFourier.AtLeast(wanted);
            Assert.InRange(length, wanted, (wanted * 4 / 3) + 1);
            Assert.Equal(length, new LaneFourier(length).Length);
            Assert.Equal(0, length % 2);
        }
        Assert.Throws<ArgumentException>(() => new LaneFourier(10));
    }

    [Fact]
    public void A_grid_is_convolved_as_by_the_definition()
    {
        const int Side = 27;
        using var pool = new WorkerPool(2);
        // The response along a side is divided by what it smooths, so a kernel convolved with that smoothing comes back.
        var grid = new GridConvolution(Side, (x, y) => 1.0 / (1 + (0.2 * x * x) + (0.2 * y * y)), _ => 1, pool);
        float[] charges = Blobs.Noise(Side * Side);
        for (int i = 0; i < charges.Length; i++) grid.Field.Span[(i / Side * grid.Stride) + (i % Side)] = charges[i];
        grid.Convolve(pool);
        for (int y = 0; y < Side; y++)
        {
            for (int x = 0; x < Side; x++)
            {
                double sum = 0;
                for (int i = 0; i < charges.Length; i++)
                {
                    int dx = (i % Side) - x, dy = (i / Side) - y;
                    sum += charges[i] / (1 + (0.2 * dx * dx) + (0.2 * dy * dy));
                }
                Assert.Equal(sum, grid.Field.Span[(y * grid.Stride) + x], 2e-4);
            }
        }
    }
}
