using System.Runtime.Intrinsics;
using Elbo.Tensors.Kernels;
using V = System.Runtime.Intrinsics.Vector512<float>;

namespace Elbo.Tensors.Tests.Kernels;

/// <summary>The functions against 256-bit arithmetic over floats of every size, and what must hold between neighbours.</summary>
public sealed class VectorMathExtremesTests
{
    // About 4,000 of all floats, both signs and every exponent; VectorMathTests sweeps a thousand times as many against doubles.
    private const uint Stride = 1_048_573;

    private const double Flushed = 1.3e-38;

    [Fact]
    public void Functions_are_within_their_ulps_of_the_truth()
    {
        foreach (float x in All(Stride))
        {
            Precise exact = (double)x;
            if (x <= 88.37f) Truth.Holds(Math.Abs(x) > 1e5 ? 0 : Precise.Exp(exact), At(VectorMath.Exp, x), 1.2e-7, Flushed, $"e^{x:r}");
            if (x <= 0) Truth.Holds(x < -1e5 ? -1 : Precise.ExpMinusOne(exact), At(VectorMath.ExpMinusOne, x), 1.2e-7, 0, $"e^{x:r} − 1");
            if (x > 0) Truth.Holds(Precise.Log(exact), At(VectorMath.Log, x), 1.2e-7, 0, $"ln {x:r}");
            if (x is >= 0 and <= 1) Truth.Holds(Precise.LogOnePlus(exact), At(VectorMath.LogOnePlus, x), 1.8e-7, 1.5e-45, $"ln(1 + {x:r})");
            if (Math.Abs(x) > 1e5) continue;
            Truth.Holds(Precise.Softplus(exact), At(VectorMath.Softplus, x), 2.4e-7, Flushed, $"softplus({x:r})");
            Truth.Holds(Precise.Sigmoid(exact), At(VectorMath.Sigmoid, x), 3e-7, Flushed, $"sigmoid({x:r})");
            Truth.Holds(Precise.Tanh(exact), At(VectorMath.Tanh, x), 3.6e-7, 1.5e-45, $"tanh({x:r})");
        }
    }

    [Theory]
    [InlineData(1e4f, 1e4f, 1)]
    [InlineData(-1e4f, 0, 0)]
    [InlineData(1e30f, 1e30f, 1)]
    [InlineData(-1e30f, 0, 0)]
    [InlineData(float.MaxValue, float.MaxValue, 1)]
    public void Softplus_and_sigmoid_far_out_are_their_limits(float x, float softplus, float sigmoid) =>
        Assert.Equal((softplus, sigmoid), (At(VectorMath.Softplus, x), At(VectorMath.Sigmoid, x)));

    [Fact]
    public void Tanh_and_sigmoid_never_fall_and_never_leave_their_ranges()
    {
        float tanh = -1, sigmoid = 0;
        foreach (float x in All(65_537).Order())
        {
            float t = At(VectorMath.Tanh, x), s = At(VectorMath.Sigmoid, x);
            Assert.True(t >= tanh && t <= 1 && s >= sigmoid && s <= 1, $"at {x:r}: tanh {tanh:r} → {t:r}, sigmoid {sigmoid:r} → {s:r}");
            (tanh, sigmoid) = (t, s);
        }
        Assert.Equal((1, 1), (tanh, sigmoid));
    }

    [Fact]
    public void Slopes_stay_in_their_ranges_and_right_to_a_few_ulp_of_one()
    {
        foreach (float x in All(Stride))
        {
            if (Math.Abs(x) > 1e5) continue;
            Precise exact = (double)x, t = Precise.Tanh(exact), s = Precise.Sigmoid(exact);
            Truth.Holds(Precise.One - (t * t), Slope<Tanh>(x), 0, 4e-7, $"tanh′({x:r})");
            Truth.Holds(s * (Precise.One - s), Slope<Sigmoid>(x), 0, 2e-7, $"sigmoid′({x:r})");
            Truth.Holds(s, Slope<Softplus>(x), 6e-7, Flushed, $"softplus′({x:r})");
            if (x < 0) Truth.Holds(Precise.Exp(exact), Slope<Elu>(x), 0, 2e-7, $"elu′({x:r})");
            Assert.InRange(Slope<Tanh>(x), 0, 1);
            Assert.InRange(Slope<Sigmoid>(x), 0, 0.25f);
            Assert.InRange(Slope<Elu>(x), 0, 1);
        }
    }

    [Fact]
    public void A_normal_number_is_finite_for_every_uniform_one()
    {
        foreach (float uniform in new[] { 0.5f / (1 << 23), 1 - (0.5f / (1 << 23)), 0.5f })
            Assert.InRange(At(VectorMath.NormalQuantile, uniform), -5.5f, 5.5f);
    }

    private static float Slope<T>(float x) where T : struct, IActivation => At(v => T.Derivative(T.Apply(v)), x);

    private static float At(Func<V, V> f, float x) => f(Vector512.Create(x))[0];

    private static IEnumerable<float> All(uint stride)
    {
        for (ulong bits = 0; bits <= uint.MaxValue; bits += stride)
        {
            float x = BitConverter.UInt32BitsToSingle((uint)bits);
            if (float.IsFinite(x)) yield return x;
        }
        foreach (float x in new[] { -0f, 1.17549435e-38f, float.Epsilon, -float.Epsilon, float.MaxValue, -float.MaxValue, 1, -1, 88, -87, -87.3f, -87.4f }) yield return x;
    }
}
