using System.Runtime.Intrinsics;
using Elbo.Tensors.Kernels;
using V = System.Runtime.Intrinsics.Vector512<float>;

namespace Elbo.Tensors.Tests.Kernels;

public sealed class VectorMathTests
{
    private const float Infinity = float.PositiveInfinity, Tiny = float.Epsilon, Huge = float.MaxValue;

    // Below this, e^x is flushed to zero.
    private const float Lowest = -87.3f;

    [Fact]
    public void Exp_is_within_1_ulp_and_4_just_below_the_largest_float()
    {
        AssertWithin(1, VectorMath.Exp, Math.Exp, Lowest, 88.37f);
        AssertWithin(4, VectorMath.Exp, Math.Exp, 88.37f, 88.72f);
    }

    [Fact]
    public void ExpMinusOne_is_within_1_ulp_where_x_is_not_positive() =>
        AssertWithin(1, VectorMath.ExpMinusOne, Naive.ExpMinusOne, -Infinity, 0);

    [Fact]
    public void Log_is_within_1_ulp_denormals_included() => AssertWithin(1, VectorMath.Log, Math.Log, Tiny, Huge);

    [Fact]
    public void LogOnePlus_is_within_1_5_ulp() => AssertWithin(1.5, VectorMath.LogOnePlus, Naive.LogOnePlus, 0, 1);

    [Fact]
    public void Softplus_is_within_2_ulp() => AssertWithin(2, VectorMath.Softplus, Naive.Softplus, Lowest, Huge);

    [Fact]
    public void Sigmoid_is_within_2_5_ulp() => AssertWithin(2.5, VectorMath.Sigmoid, Naive.Sigmoid, Lowest, Huge);

    [Fact]
    public void Tanh_is_within_3_ulp() => AssertWithin(3, VectorMath.Tanh, Math.Tanh, -Infinity, Infinity);

    [Fact]
    public void NormalQuantile_is_within_a_millionth_for_every_uniform_number_drawn()
    {
        const int all = 1 << 23;
        const float scale = 1f / all;
        var step = Vector512.Create(0f, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
        double worst = 0;
        for (int i = 0; i < all; i += 16)
        {
            // All of both tails, and every 16th run of the middle.
            if (i > 100_000 && i < all - 100_000 && i % 256 != 0) continue;
            V y = VectorMath.NormalQuantile((Vector512.Create((float)i) + step + Vector512.Create(0.5f)) * Vector512.Create(scale));
            for (int j = 0; j < 16; j++) worst = Math.Max(worst, Math.Abs(y[j] - Naive.NormalQuantile((i + j + 0.5) * scale)));
        }
        Assert.InRange(worst, 1e-9, 1e-6);
    }

    [Fact]
    public void The_twin_s_quantile_inverts_the_normal_distribution()
    {
        // Φ(x) = ½ + φ(x) (x + x³/3 + x⁵/15 + …).
        for (double x = -5.5; x <= 5.5; x += 0.125)
        {
            double term = x, sum = x;
            for (int k = 3; k < 200; k += 2) sum += term *= x * x / k;
            double u = 0.5 + (sum * Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI));
            Assert.Equal(x, Naive.NormalQuantile(u), 1e-7);
        }
    }

    [Fact]
    public void Special_values_come_out_as_the_functions_define_them()
    {
        AssertMaps(VectorMath.Exp, (0, 1), (-0f, 1), (Infinity, Infinity), (-Infinity, 0), (float.NaN, float.NaN), (Tiny, 1), (Huge, Infinity), (-Huge, 0), (-88, 0));
        AssertMaps(VectorMath.ExpMinusOne, (0, 0), (-0f, 0), (-Infinity, -1), (float.NaN, float.NaN), (-Tiny, -Tiny), (-Huge, -1));
        AssertMaps(VectorMath.Log, (0, -Infinity), (-0f, -Infinity), (1, 0), (Infinity, Infinity), (-1, float.NaN), (-Tiny, float.NaN), (-Infinity, float.NaN), (float.NaN, float.NaN));
        AssertMaps(VectorMath.LogOnePlus, (0, 0), (Tiny, Tiny), (float.NaN, float.NaN));
        AssertMaps(VectorMath.Softplus, (Infinity, Infinity), (-Infinity, 0), (float.NaN, float.NaN), (Huge, Huge), (-Huge, 0), (-88, 0));
        AssertMaps(VectorMath.Sigmoid, (0, 0.5f), (-0f, 0.5f), (Infinity, 1), (-Infinity, 0), (float.NaN, float.NaN), (Tiny, 0.5f), (Huge, 1), (-Huge, 0), (-88, 0));
        AssertMaps(VectorMath.Tanh, (Infinity, 1), (-Infinity, -1), (float.NaN, float.NaN), (Tiny, Tiny), (-Tiny, -Tiny), (Huge, 1), (-Huge, -1));
    }

    [Fact]
    public void Tanh_of_zero_once_lost_its_sign()
    {
        Assert.False(float.IsNegative(Sweep.One(VectorMath.Tanh, 0)));
        Assert.True(float.IsNegative(Sweep.One(VectorMath.Tanh, -0f)));
    }

    [Fact]
    public void Activations_keep_a_NaN()
    {
        Assert.Equal(float.NaN, Sweep.One(Relu.Apply, float.NaN));
        Assert.Equal(float.NaN, Sweep.One(LeakyRelu.Apply, float.NaN));
        Assert.Equal(float.NaN, Sweep.One(Elu.Apply, float.NaN));
    }

    private static void AssertWithin(double bound, Func<V, V> f, Func<double, double> exact, float low, float high)
    {
        var (ulps, at) = Sweep.Worst(f, exact, low, high);
        Assert.True(ulps <= bound, $"{ulps} ulp at {at:r}.");
        Assert.True(ulps > 0.4, "A sweep that finds no error has not run.");
    }

    private static void AssertMaps(Func<V, V> f, params (float X, float Y)[] pairs)
    {
        foreach (var (x, y) in pairs) Assert.Equal(y, Sweep.One(f, x));
    }
}
