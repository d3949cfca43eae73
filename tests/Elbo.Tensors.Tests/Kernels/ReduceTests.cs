using System.Runtime.Intrinsics;
using Elbo.Tensors.Kernels;

namespace Elbo.Tensors.Tests.Kernels;

public sealed unsafe class ReduceTests
{
    [Fact]
    public void Lanes_are_summed_by_halving()
    {
        var values = TapeRun.Fill(new float[32], new Philox(5, 6, 7), -1, 1);
        float sum = Reduce.Lanes(Vector512.Create(values), Vector512.Create(values, 16));
        for (int half = 16; half > 0; half /= 2)
        {
            for (int i = 0; i < half; i++) values[i] += values[i + half];
        }
        Assert.Equal(values[0], sum);
    }

    [Fact]
    public void A_sum_of_squares_matches_the_twin_at_every_length()
    {
        var values = TapeRun.Fill(new float[Reduce.Chunk], new Philox(5, 6, 7), -1, 1);
        for (int count = 0; count <= Reduce.Chunk; count += count < 512 ? 32 : 992)
        {
            double expected = Naive.Norm(TwinRun.Widen(values[..count]));
            fixed (float* pointer = values) Assert.Equal(expected * expected, Reduce.SumOfSquares(pointer, count), 1e-5 * Math.Max(1, expected * expected));
        }
    }
}
