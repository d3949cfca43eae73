using System.Runtime.Intrinsics;
using V = System.Runtime.Intrinsics.Vector512<float>;

namespace Elbo.Tensors.Tests.Kernels;

/// <summary>Runs a function over floats of every exponent and both signs, and finds its largest error in ulp.</summary>
internal static class Sweep
{
    // Odd, so that all mantissa bits vary; about 4 million of the 4 billion floats.
    private const uint Stride = 1021;

    /// <summary>The largest error over all floats in [low, high], and where it is.</summary>
    public static (double Ulps, float At) Worst(Func<V, V> f, Func<double, double> exact, float low, float high)
    {
        Span<float> x = stackalloc float[16], y = stackalloc float[16];
        double worst = 0;
        float at = 0;
        int filled = 0;
        for (ulong bits = 0; bits <= uint.MaxValue; bits += Stride)
        {
            float value = BitConverter.UInt32BitsToSingle((uint)bits);
            if (value >= low && value <= high) x[filled++] = value;
            if (filled < 16) continue;
            f(Vector512.Create<float>(x)).CopyTo(y);
            for (int i = 0; i < 16; i++)
            {
                double error = Ulps(exact(x[i]), y[i]);
                if (!(error > worst) && !double.IsNaN(error)) continue;
                (worst, at) = (error, x[i]);
            }
            filled = 0;
        }
        return (worst, at);
    }

    /// <summary>Distance in units of the last place of a float of the exact value's size.</summary>
    public static double Ulps(double exact, float value)
    {
        if ((float)exact == value) return 0;
        int exponent = exact == 0 ? -126 : Math.Max(-126, Math.ILogB(exact));
        return Math.Abs(exact - value) / Math.ScaleB(1, exponent - 23);
    }

    /// <summary>f of one number.</summary>
    public static float One(Func<V, V> f, float x) => f(Vector512.Create(x))[5];
}
