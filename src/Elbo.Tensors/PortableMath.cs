namespace Elbo.Tensors;

/// <summary>
/// Elementary functions of doubles from sums, products, quotients and roots alone, which IEEE 754 defines to the last bit. Those of
/// <see cref="Math"/> come from the C library of the system and differ in the last bit between systems; whatever ends in
/// weights, codes or figures takes these.
/// </summary>
public static class PortableMath
{
    // ln 2 in two parts, the first with so many zeros at its end that its multiples are exact; π/2 likewise in three.
    private const double Ln2High = 6.93147180369123816490e-01, Ln2Low = 1.90821492927058770002e-10;
    private const double HalfPiHigh = 1.57079632673412561417e+00, HalfPiMiddle = 6.07710050630396597660e-11, HalfPiLow = 2.02226624879595063154e-21;
    private const double Log2E = 1.4426950408889634, Ln10 = 2.302585092994045684, LargestExponent = 709.782712893384, SmallestExponent = -745.1332191019412;
    private const double LargestAngle = 1e5;

    // 1/n! from 2, 2/(2n + 1) from 3, and the reciprocals of odd factorials from 3! and of even ones from 4!, signs alternating.
    private static readonly double[] Exponential = Series(12, n => 1 / Factorial(n + 2));
    private static readonly double[] Logarithm = Series(11, n => 2.0 / (2 * n + 3));
    private static readonly double[] Sine = Series(8, n => (n % 2 == 0 ? -1 : 1) / Factorial(2 * n + 3));
    private static readonly double[] Cosine = Series(7, n => (n % 2 == 0 ? 1 : -1) / Factorial(2 * n + 4));
    private static readonly double[] ArcTangent = Series(13, n => (n % 2 == 0 ? -1.0 : 1.0) / (2 * n + 3));

    /// <summary>e^x within 2 ulp.</summary>
    public static double Exp(double x)
    {
        if (double.IsNaN(x)) return x;
        if (x > LargestExponent) return double.PositiveInfinity;
        if (x < SmallestExponent) return 0;
        double n = Math.Round(x * Log2E), r = (x - (n * Ln2High)) - (n * Ln2Low);
        return Math.ScaleB(1 + (r + (r * r * Horner(Exponential, r))), (int)n);
    }

    /// <summary>ln x within 1 ulp or so; 0 gives −∞, a negative number NaN.</summary>
    public static double Log(double x)
    {
        if (!(x > 0)) return x == 0 ? double.NegativeInfinity : double.NaN;
        if (double.IsPositiveInfinity(x)) return x;
        int exponent = Math.ILogB(x);
        double m = Math.ScaleB(x, -exponent);
        if (m > 1.4142135623730951) (m, exponent) = (m / 2, exponent + 1);
        // ln m = 2 artanh s = f − s (f − R) with f = m − 1 and s = f / (2 + f).
        double f = m - 1, s = f / (2 + f), squared = s * s, rest = squared * Horner(Logarithm, squared);
        return (exponent * Ln2High) - (((s * (f - rest)) - (exponent * Ln2Low)) - f);
    }

    /// <summary>log₁₀ x within 2 ulp or so.</summary>
    public static double Log10(double x) => Log(x) / Ln10;

    /// <summary>x^<paramref name="exponent"/> by squaring, within <paramref name="exponent"/> ulp.</summary>
    public static double Power(double x, long exponent)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(exponent);
        double power = 1;
        for (; exponent > 0; exponent >>= 1, x *= x)
        {
            if ((exponent & 1) != 0) power *= x;
        }
        return power;
    }

    /// <summary>sin x, within 1e-15 of it; up to 100,000 either way.</summary>
    public static double Sin(double x) => SinCos(x).Sin;

    /// <summary>cos x, within 1e-15 of it; up to 100,000 either way.</summary>
    public static double Cos(double x) => SinCos(x).Cos;

    /// <summary>sin x and cos x, within 1e-15 of them.</summary>
    /// <exception cref="ArgumentOutOfRangeException">x is beyond ±100,000.</exception>
    public static (double Sin, double Cos) SinCos(double x)
    {
        if (double.IsNaN(x)) return (x, x);
        if (Math.Abs(x) > LargestAngle) throw new ArgumentOutOfRangeException(nameof(x), x, "An angle within ±100,000 is needed.");
        double quarters = Math.Round(x / (Math.PI / 2));
        double r = ((x - (quarters * HalfPiHigh)) - (quarters * HalfPiMiddle)) - (quarters * HalfPiLow), squared = r * r;
        double sine = r + (r * squared * Horner(Sine, squared)), cosine = 1 - ((0.5 * squared) - (squared * squared * Horner(Cosine, squared)));
        return ((int)quarters & 3) switch { 0 => (sine, cosine), 1 => (cosine, -sine), 2 => (-sine, -cosine), _ => (-cosine, sine) };
    }

    /// <summary>arccos x, within 2e-15 of it; NaN outside [−1, 1].</summary>
    public static double Acos(double x)
    {
        if (!(Math.Abs(x) <= 1)) return double.NaN;
        if (x < 0) return Math.PI - Acos(-x);
        // Twice the arctangent of half the angle's tangent, t ≤ 1, which is halved twice more.
        double t = Math.Sqrt((1 - x) / (1 + x));
        for (int i = 0; i < 2; i++) t /= 1 + Math.Sqrt(1 + (t * t));
        double squared = t * t;
        return 8 * (t + (t * squared * Horner(ArcTangent, squared)));
    }

    private static double Horner(double[] coefficients, double x)
    {
        double sum = 0;
        for (int i = coefficients.Length - 1; i >= 0; i--) sum = (sum * x) + coefficients[i];
        return sum;
    }

    private static double[] Series(int terms, Func<int, double> term)
    {
        var coefficients = new double[terms];
        for (int n = 0; n < terms; n++) coefficients[n] = term(n);
        return coefficients;
    }

    private static double Factorial(int n)
    {
        double product = 1;
        for (int i = 2; i <= n; i++) product *= i;
        return product;
    }
}
