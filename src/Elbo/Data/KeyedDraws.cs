using Elbo.Tensors;

namespace Elbo.Data;

/// <summary>
/// Numbers drawn one after the other from a <see cref="Philox"/> key, as doubles made by adding and multiplying
/// only, so that every machine gets the same bits.
/// </summary>
internal struct KeyedDraws(Philox key)
{
    private const double RootThree = 1.7320508075688772;

    private ulong next;

    /// <summary>An integer in [0, <paramref name="bound"/>).</summary>
    public int Below(int bound) => key.Below(next++, bound);

    /// <summary>A uniform number in (<paramref name="low"/>, <paramref name="high"/>).</summary>
    public double Uniform(double low, double high) => low + ((high - low) * Unit(key.Word(next++)));

    /// <summary>
    /// A bell-shaped number of mean 0 and variance 1, never beyond ±3.47: the sum of four uniform ones, which needs no
    /// logarithm or cosine.
    /// </summary>
    public double Bell()
    {
        next = (next + 3) & ~3UL;
        var (a, b, c, d) = key.Words(next >> 2);
        next += 4;
        return (Unit(a) + Unit(b) + Unit(c) + Unit(d) - 2) * RootThree;
    }

    private static double Unit(uint word) => (word + 0.5) * (1.0 / 4294967296.0);
}
