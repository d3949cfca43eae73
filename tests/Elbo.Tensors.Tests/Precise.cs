using System.Globalization;
using System.Numerics;

namespace Elbo.Tensors.Tests;

/// <summary>
/// A floating-point number of 256 bits, about 77 decimal digits, whose exponent is that of an int: what kernels are held
/// against where a double could be wrong itself.
/// </summary>
internal readonly struct Precise : IComparable<Precise>
{
    private const int Bits = 256;
    private readonly BigInteger mantissa;
    private readonly int exponent;

    private Precise(BigInteger mantissa, long exponent)
    {
        long excess = (long)mantissa.GetBitLength() - Bits;
        if (excess > 0) (mantissa, exponent) = ((mantissa + (BigInteger.One << (int)(excess - 1))) >> (int)excess, exponent + excess);
        (this.mantissa, this.exponent) = (mantissa, mantissa.IsZero ? 0 : checked((int)exponent));
    }

    public static Precise Zero => default;

    public static Precise One => 1;

    public static Precise Ln2 { get; } = (18 * AtanhInverse(26)) - (2 * AtanhInverse(4801)) + (8 * AtanhInverse(8749));

    public bool IsZero => mantissa.IsZero;

    public int Sign => mantissa.Sign;

    public static implicit operator Precise(int value) => new(value, 0);

    /// <summary>Exact, denormals included.</summary>
    public static implicit operator Precise(double value)
    {
        if (!double.IsFinite(value)) throw new ArgumentOutOfRangeException(nameof(value), value, "Only finite numbers have a precise value.");
        long bits = BitConverter.DoubleToInt64Bits(value), fraction = bits & 0xFFFFFFFFFFFFF;
        int power = (int)(bits >> 52) & 0x7FF;
        return new((value < 0 ? -1 : 1) * (BigInteger)(power == 0 ? fraction : fraction | (1L << 52)), Math.Max(1, power) - 1075);
    }

    public static Precise operator -(Precise a) => new(-a.mantissa, a.exponent);

    public static Precise operator +(Precise a, Precise b)
    {
        if (a.IsZero) return b;
        if (b.IsZero) return a;
        if (a.Size < b.Size) (a, b) = (b, a);
        if (a.Size - b.Size > 2 * Bits) return a;
        return a.exponent >= b.exponent
            ? new((a.mantissa << (a.exponent - b.exponent)) + b.mantissa, b.exponent)
            : new(a.mantissa + (b.mantissa << (b.exponent - a.exponent)), a.exponent);
    }

    public static Precise operator -(Precise a, Precise b) => a + -b;

    public static Precise operator *(Precise a, Precise b) => new(a.mantissa * b.mantissa, (long)a.exponent + b.exponent);

    public static Precise operator /(Precise a, Precise b)
    {
        if (b.IsZero) throw new DivideByZeroException();
        int shift = (int)Math.Max(0, Bits + 2 + (long)b.mantissa.GetBitLength() - (long)a.mantissa.GetBitLength());
        return new((a.mantissa << shift) / b.mantissa, (long)a.exponent - shift - b.exponent);
    }

    public static bool operator <(Precise a, Precise b) => (a - b).Sign < 0;

    public static bool operator >(Precise a, Precise b) => (a - b).Sign > 0;

    public int CompareTo(Precise other) => (this - other).Sign;

    public static Precise Abs(Precise x) => new(BigInteger.Abs(x.mantissa), x.exponent);

    public static Precise Max(Precise a, Precise b) => a > b ? a : b;

    // Σ over odd k of 1 / (k n^k).
    private static Precise AtanhInverse(int n)
    {
        Precise power = One / n, sum = power;
        for (int k = 3; !power.IsZero && power.Size > -Bits - 16; k += 2) sum += (power /= n * n) / k;
        return sum;
    }

    public static Precise Sqrt(Precise x)
    {
        if (x.Sign < 0) throw new ArgumentOutOfRangeException(nameof(x));
        if (x.IsZero) return Zero;
        // An even exponent, and twice as many bits as the root is to have.
        int shift = 2 * Bits;
        if (((x.exponent - shift) & 1) != 0) shift++;
        BigInteger square = x.mantissa << shift, root = BigInteger.One << (int)((square.GetBitLength() / 2) + 1);
        while (true)
        {
            var next = (root + (square / root)) >> 1;
            if (next >= root) break;
            root = next;
        }
        return new(root, (x.exponent - shift) / 2);
    }

    /// <summary>e^x for x up to a hundred million; below minus that it is 0.</summary>
    public static Precise Exp(Precise x)
    {
        if (x < -1e8) return Zero;
        if (x > 1e8) throw new OverflowException();
        int n = (int)Math.Round((double)(x / Ln2));
        Precise tail = Small((x - (n * Ln2)) * TwoTo(-16));
        // (1 + t)² − 1 = 2 t + t², which loses nothing.
        for (int i = 0; i < 16; i++) tail = (2 * tail) + (tail * tail);
        return (One + tail) * TwoTo(n);
    }

    /// <summary>e^x − 1 without cancellation.</summary>
    public static Precise ExpMinusOne(Precise x) => Abs(x) < 1e-3 ? Small(x) : Exp(x) - One;

    // Σ x^k / k! from k = 1.
    private static Precise Small(Precise x)
    {
        Precise term = x, sum = x;
        for (int k = 2; !term.IsZero && term.Size > sum.Size - Bits - 8; k++) sum += term = term * x / k;
        return sum;
    }

    public static Precise Log(Precise x)
    {
        if (x.Sign <= 0) throw new ArgumentOutOfRangeException(nameof(x));
        if (Abs(x - One) < 1e-3) return LogOnePlus(x - One);
        int size = x.Size;
        Precise m = x * TwoTo(-size), y = Math.Log((double)m);
        // Halley: each round triples the digits.
        for (int i = 0; i < 3; i++)
        {
            Precise e = Exp(y);
            y += 2 * (m - e) / (m + e);
        }
        return y + (size * Ln2);
    }

    /// <summary>ln(1 + x) without cancellation: 2 atanh(x / (2 + x)).</summary>
    public static Precise LogOnePlus(Precise x)
    {
        if (!(Abs(x) < 1e-3)) return Log(One + x);
        Precise z = x / (2 + x), square = z * z, power = z, sum = z;
        for (int k = 3; !power.IsZero && power.Size > sum.Size - Bits - 8; k += 2) sum += (power *= square) / k;
        return 2 * sum;
    }

    public static Precise Softplus(Precise x) => Max(x, Zero) + LogOnePlus(Exp(-Abs(x)));

    public static Precise Sigmoid(Precise x) => x.Sign >= 0 ? One / (One + Exp(-x)) : Exp(x) / (One + Exp(x));

    public static Precise Tanh(Precise x)
    {
        // Beyond, 1 to more digits than there are.
        if (Abs(x) > 1000) return x.Sign;
        Precise m = ExpMinusOne(2 * x);
        return m / (m + 2);
    }

    public static Precise TwoTo(int power) => new(BigInteger.One, power);

    /// <summary>Correctly rounded but for ties, ±∞ where it is too large.</summary>
    public static explicit operator double(Precise x)
    {
        if (x.IsZero) return 0;
        if (x.Size > 1030) return x.Sign * double.PositiveInfinity;
        int keep = Math.Min(53, x.Size + 1075);
        if (keep < 0) return 0;
        int excess = (int)x.mantissa.GetBitLength() - keep;
        return excess <= 0 ? Math.ScaleB((double)x.mantissa, x.exponent)
            : Math.ScaleB((double)((x.mantissa + (BigInteger.One << (excess - 1))) >> excess), x.exponent + excess);
    }

    /// <summary>Decimal digits behind the point, cut off.</summary>
    public string ToDecimal(int digits)
    {
        var scaled = BigInteger.Abs(mantissa) * BigInteger.Pow(10, digits);
        string text = (exponent < 0 ? scaled >> -exponent : scaled << exponent).ToString(CultureInfo.InvariantCulture).PadLeft(digits + 1, '0');
        return $"{(Sign < 0 ? "-" : "")}{text[..^digits]}.{text[^digits..]}";
    }

    public override string ToString() => ((double)this).ToString("R", CultureInfo.InvariantCulture);

    // |x| is in [½, 1) · 2^Size.
    private int Size => checked((int)((long)BigInteger.Abs(mantissa).GetBitLength() + exponent));
}
