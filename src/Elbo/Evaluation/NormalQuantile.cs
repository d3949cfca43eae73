using Elbo.Tensors;

namespace Elbo.Evaluation;

/// <summary>The quantile function of the standard normal distribution.</summary>
/// <remarks>Wichura, "Algorithm AS 241", Applied Statistics 37, 1988: PPND7, about seven digits.</remarks>
public static class NormalQuantile
{
    /// <summary>z with P(Z ≤ z) = <paramref name="p"/>.</summary>
    /// <param name="p">A probability in (0, 1).</param>
    public static double Of(double p)
    {
        if (!(p > 0 && p < 1)) throw new ArgumentOutOfRangeException(nameof(p), p, "A probability between 0 and 1, both excluded, is needed.");
        double q = p - 0.5;
        if (Math.Abs(q) <= 0.425)
        {
            double r = 0.180625 - (q * q);
            return q * ((((((59.109374720 * r) + 159.29113202) * r) + 50.434271938) * r) + 3.3871327179)
                / ((((((67.187563600 * r) + 78.757757664) * r) + 17.895169469) * r) + 1);
        }
        double tail = Math.Sqrt(-PortableMath.Log(Math.Min(p, 1 - p)));
        double z;
        if (tail <= 5)
        {
            double r = tail - 1.6;
            z = ((((((0.17023821103 * r) + 1.3067284816) * r) + 2.7568153900) * r) + 1.4234372777)
                / ((((0.12021132975 * r) + 0.73700164250) * r) + 1);
        }
        else
        {
            double r = tail - 5;
            z = ((((((0.017337203997 * r) + 0.42868294337) * r) + 3.0812263860) * r) + 6.6579051150)
                / ((((0.012258202635 * r) + 0.24197894225) * r) + 1);
        }
        return q < 0 ? -z : z;
    }
}
