using System.Runtime.Intrinsics;
using Elbo.Tensors.Kernels;

namespace Elbo.Tensors;

/// <summary>
/// Philox4x32-10, a counter-based generator: random number <c>i</c> of a stream is a pure function of
/// (seed, step, stream, i), whatever was drawn before it and on whichever thread.
/// </summary>
/// <remarks>Salmon, Moraes, Dror and Shaw, "Parallel Random Numbers: As Easy as 1, 2, 3", SC 2011.</remarks>
/// <param name="Seed">The key: the run's seed.</param>
/// <param name="Stream">Separates independent uses (a layer, a shuffle, a figure).</param>
/// <param name="Step">Usually the training step or the example's index.</param>
public readonly record struct Philox(ulong Seed, uint Stream, uint Step)
{
    internal const uint M0 = 0xD2511F53, M1 = 0xCD9E8D57, W0 = 0x9E3779B9, W1 = 0xBB67AE85;

    /// <summary>The four 32-bit words at counter <paramref name="index"/>.</summary>
    public (uint A, uint B, uint C, uint D) Words(ulong index)
    {
        uint c0 = (uint)index, c1 = (uint)(index >> 32), c2 = Step, c3 = Stream;
        uint k0 = (uint)Seed, k1 = (uint)(Seed >> 32);
        for (int round = 0; round < 10; round++)
        {
            ulong p0 = (ulong)M0 * c0, p1 = (ulong)M1 * c2;
            (c0, c1, c2, c3) = ((uint)(p1 >> 32) ^ c1 ^ k0, (uint)p1, (uint)(p0 >> 32) ^ c3 ^ k1, (uint)p0);
            k0 += W0;
            k1 += W1;
        }
        return (c0, c1, c2, c3);
    }

    /// <summary>The random word at <paramref name="index"/>.</summary>
    public uint Word(ulong index)
    {
        var (a, b, c, d) = Words(index >> 2);
        return (index & 3) switch { 0 => a, 1 => b, 2 => c, _ => d };
    }

    /// <summary>A uniform number in (0, 1), never 0 or 1.</summary>
    public float Uniform(ulong index) => ((Word(index) >> 9) + 0.5f) * (1f / (1 << 23));

    /// <summary>A uniform integer in [0, <paramref name="bound"/>).</summary>
    public int Below(ulong index, int bound) => (int)(((ulong)Word(index) * (uint)bound) >> 32);

    /// <summary>Shuffles <paramref name="items"/> by Fisher–Yates; the same key gives the same order.</summary>
    public void Shuffle(Span<int> items)
    {
        for (int i = items.Length - 1; i > 0; i--)
        {
            int j = Below((ulong)i, i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    /// <summary>Fills <paramref name="values"/> with standard normal numbers.</summary>
    public void Normals(Span<float> values) => Normals(0, values);

    /// <summary>Fills <paramref name="values"/> with the standard normal numbers from <paramref name="first"/> on.</summary>
    public void Normals(long first, Span<float> values)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        Span<float> sixteen = stackalloc float[16];
        int within = (int)(first % 16);
        for (int i = -within; i < values.Length; i += 16)
        {
            PhiloxLanes.Normals(this, (ulong)(first + i) / 4).CopyTo(sixteen);
            int skip = Math.Max(0, -i), end = Math.Min(16, values.Length - i);
            sixteen[skip..end].CopyTo(values[(i + skip)..]);
        }
    }
}
